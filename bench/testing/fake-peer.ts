// A peer process for the tests of the protocol, which computes nothing. Its variant decides its behaviour:
// 'good', 'absent' (can't be built) or 'crashing' (fails in its first step).
import { serve } from '../peers/peer-server.ts';

await serve(({ variant, batchSize }) => {
  if (variant === 'absent') throw new Error('no such framework');
  process.stdout.write('a library says hello\n');
  return {
    versions: { fake: '1.0' },
    parameters: batchSize,
    note: 'made up',
    step: () => {
      if (variant === 'crashing') throw new TypeError('the step is broken');
    },
    warmStep: () => undefined,
  };
});
