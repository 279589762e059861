// `atelier devices`: what a graph can run on here, and why not on the rest.
import { Command } from 'commander';
import { examples, jsonOption } from '../options/common.ts';
import { printJson, printResult } from '../terminal/output.ts';

export function devicesCommand(): Command {
  return new Command('devices')
    .description('list the devices of --device: which can be used here, and why the others can’t')
    .addOption(jsonOption())
    .addHelpText('after', examples('devices', 'devices --json'))
    .action(devices);
}

async function devices({ json }: { readonly json?: boolean }): Promise<void> {
  const { listDevices } = await import('../../node/doctor/devices.ts');
  const found = await listDevices();
  if (json) return printJson(found);
  for (const { name, keepsResults, problem } of found) {
    const place = keepsResults ? 'weights stay on the device between steps' : 'weights stay in memory';
    printResult(
      problem ? `${name}: missing (${problem.reason}); ${problem.remedy}` : `${name}: ready, ${place}`,
    );
  }
}
