// Every gradient rule against its cases, on every device; and proof that the checks can fail.
import { describe, expect, it } from 'vitest';
import { liveNodes } from '../graph/live-nodes.ts';
import { operatorCases } from '../testing/cases/index.ts';
import { cpu, knownDevices, testDevices } from '../testing/devices.ts';
import { buildCase } from '../testing/evaluate.ts';
import { describeOperator } from '../testing/operator-contract.ts';
import { pytorchFixtureNames } from '../testing/pytorch.ts';
import { rules, rulesOfSeveralOutputs } from './rules.ts';

describe('the table of cases', () => {
  it('has cases for every rule', () => {
    const known = [...Object.keys(rules), ...Object.keys(rulesOfSeveralOutputs)];
    expect(Object.keys(operatorCases).sort()).toEqual(known.sort());
  });

  it('uses every PyTorch fixture but the network’s', () => {
    const used = Object.values(operatorCases)
      .flat()
      .flatMap(({ oracle }) => (oracle.kind === 'pytorch' ? oracle.fixture : []));
    expect([...used, 'lenet5'].sort()).toEqual(pytorchFixtureNames().sort());
  });

  it('has the cases that devices are known to fail', () => {
    const names = Object.entries(operatorCases).flatMap(([type, cases]) =>
      cases.map(({ name }) => `${type}: ${name}`),
    );
    const faults = knownDevices.flatMap((device) => Object.keys(device.faults));
    expect(faults).toHaveLength(4);
    expect(faults.filter((fault) => !names.includes(fault))).toEqual([]);
  });

  it.each(Object.entries(operatorCases))('uses %s in each of its cases', (type, cases) => {
    expect(cases.length).toBeGreaterThan(0);
    for (const operatorCase of cases) {
      const types = liveNodes(buildCase(operatorCase).graph).map((node) => node.operator.type);
      expect(types, operatorCase.name).toContain(type);
    }
  });
});

describe.each(testDevices)('operators on $device', (device) => {
  // Finite differences on one device are enough: what differs between devices is compared with the other
  // oracles, where there are any.
  for (const [type, cases] of Object.entries(operatorCases)) {
    describeOperator(type, cases, device, { differences: device === cpu });
  }
});
