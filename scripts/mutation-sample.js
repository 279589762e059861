// A plugin of StrykerJS that mutates a random share of the functions: a whole folder takes hours. A function,
// a method or another statement at the top of a file is left out whole, or mutated whole.
// MUTATION_SAMPLE has the share and the seed, as in 0.2:1.

const [share = 1, seed = 1] = (process.env.MUTATION_SAMPLE ?? '1:1').split(':').map(Number);

/** A hash in [0, 1) of some text (FNV-1a, with a last mixing step). */
function hash(text) {
  let bits = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) bits = Math.imul(bits ^ text.charCodeAt(i), 0x01000193);
  bits = Math.imul(bits ^ (bits >>> 15), 0x2c1b3c6d);
  return ((bits ^ (bits >>> 13)) >>> 0) / 2 ** 32;
}

const isClass = (node) => node?.type === 'ClassDeclaration' || node?.declaration?.type === 'ClassDeclaration';

/** The name of what a statement or a class member declares. */
const nameOf = (node) =>
  node.key?.name ??
  node.id?.name ??
  node.declarations?.[0]?.id?.name ??
  (node.declaration ? nameOf(node.declaration) : '');

const sample = {
  shouldIgnore({ node, parent }) {
    const isWhole = parent?.type === 'Program' ? !isClass(node) : parent?.type === 'ClassBody';
    if (!isWhole) return undefined;
    return hash(`${seed} ${nameOf(node)} ${node.start} ${node.end}`) < share
      ? undefined
      : 'not in the sample';
  },
};

export const strykerPlugins = [{ kind: 'Ignore', name: 'sample', value: sample }];
