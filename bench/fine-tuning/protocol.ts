// The networks of `bench fine-tuning` and the work of its peers, which speak the protocol of ../protocol.ts.
import { z } from 'zod';

/** The networks by their names in timm: the side of their pictures, and their parameters for ten classes. */
export const networks = {
  efficientnet_lite0: { side: 224, parameters: 3_383_818 },
  mobilenetv2_100: { side: 224, parameters: 2_236_682 },
  resnet18: { side: 224, parameters: 11_181_642 },
  vit_tiny_patch16_224: { side: 224, parameters: 5_526_346 },
} as const;
export type Network = keyof typeof networks;

export const networkNames = Object.keys(networks) as [Network, ...Network[]];
export const classes = 10;

/** A step of fine-tuning, or the forward pass alone, which gives the features of a frozen backbone. */
export const tasks = ['step', 'features'] as const;
export type Task = (typeof tasks)[number];

export const workSchema = z.object({
  network: z.enum(networkNames),
  task: z.enum(tasks),
  side: z.int().positive(),
  /** The network as an ONNX file, for this project. */
  file: z.string(),
  batchSize: z.int().positive(),
  threads: z.int().positive(),
  seed: z.int(),
  variant: z.string(),
});
export type FineTuningWork = z.infer<typeof workSchema>;
