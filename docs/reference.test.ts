// The reference is complete: TypeDoc finds every export documented, every type of an export exported as well,
// and every link resolved. test/reference.test.ts builds the site.
import { Application, Logger, LogLevel, TSConfigReader, TypeDocReader } from 'typedoc';
import { expect, it } from 'vitest';

/** Keeps what TypeDoc complains of. */
class Complaints extends Logger {
  readonly list: string[] = [];

  override log(message: string, level: LogLevel): void {
    if (level >= LogLevel.Warn) this.list.push(message);
  }
}

it('TypeDoc reports no warning', { timeout: 120_000 }, async () => {
  const readers = [new TypeDocReader(), new TSConfigReader()];
  const complaints = new Complaints();
  const application = await Application.bootstrapWithPlugins(
    { skipErrorChecking: true, logLevel: LogLevel.Warn }, // types are checked elsewhere
    readers,
  );
  application.logger = complaints;
  const project = await application.convert();
  application.validate(project!);
  expect(complaints.list).toEqual([]);
});
