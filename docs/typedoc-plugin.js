// A plugin of TypeDoc. Pages are called by their first heading, not by their path, and do not repeat it.
// Options that a zod schema describes are shown as plain interfaces: nothing of zod is of use to whoever
// looks them up. Operators are shown without the types of their attributes: their builders' options have
// them.
import { Converter } from 'typedoc';

/** @param {import('typedoc').Application} app */
export function load(app) {
  app.converter.on(Converter.EVENT_CREATE_DOCUMENT, (_, document) => nameByHeading(document));
  app.converter.on(Converter.EVENT_RESOLVE_END, ({ project }) => {
    takeHeading(project.readme ?? []);
    for (const reflection of Object.values(project.reflections)) {
      hideSchema(reflection);
      hideAttributes(reflection, project);
    }
  });
}

/** @param {import('typedoc').DocumentReflection} document */
function nameByHeading(document) {
  document.name = takeHeading(document.content) ?? document.name;
}

/**
 * Takes the first heading out of a text, and returns its words.
 *
 * @param {import('typedoc').CommentDisplayPart[]} content
 */
function takeHeading([first]) {
  const heading = /^\s*# (.+)\n+/.exec(first?.text ?? '');
  if (first && heading) first.text = first.text.slice(heading[0].length);
  return heading?.[1];
}

/** @param {import('typedoc').Reflection} reflection */
function hideSchema(reflection) {
  if (!reflection.isDeclaration()) return;
  const isOfZod = (type) => /^(z\.)?(input|output|infer|Readonly)</.test(String(type));
  if (reflection.extendedTypes?.some(isOfZod)) {
    const left = reflection.extendedTypes.filter((type) => !isOfZod(type));
    reflection.extendedTypes = left.length > 0 ? left : undefined;
    reflection.typeHierarchy = undefined;
  }
  if (!/^(z\.|Readonly\b)/.test(reflection.inheritedFrom?.name ?? '')) return;
  reflection.inheritedFrom = undefined;
  reflection.defaultValue = undefined; // the zod schema of the option
}

/**
 * @param {import('typedoc').Reflection} reflection
 * @param {import('typedoc').ProjectReflection} project
 */
function hideAttributes(reflection, project) {
  if (!reflection.isDeclaration() || reflection.type?.type !== 'reference') return;
  const { type } = reflection;
  if (type.name !== 'Operator' || !type.typeArguments) return;
  for (const argument of type.typeArguments)
    if (argument.type === 'reflection') project.removeReflection(argument.declaration);
  type.typeArguments = undefined;
}
