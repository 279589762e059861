// Colour jitter, torchvision's ColorJitter: brightness, contrast and saturation by factors from 1 - amount to
// 1 + amount, and the hue by up to a quarter of the amount of the circle either way, in random order. The
// proportion is SimCLR's (Chen et al., 2020, "A simple framework for contrastive learning of visual
// representations", appendix A). Pictures of one channel have no saturation and no hue to change.
import { brighten, saturate, stretchContrast, turnHue } from './colour.ts';
import { amountBetween, type PixelAugmentation } from './kinds.ts';

const order = [brighten, stretchContrast, saturate, turnHue];

export const jitter = {
  amount: amountBetween(0, 1, 'a share'),
  change(images, offset, share, random, shape) {
    const factor = () => random.between(1 - share, 1 + share);
    const amounts = [factor(), factor(), factor(), random.between(-share / 4, share / 4)];
    for (const i of random.shuffle([0, 1, 2, 3])) order[i]!(images, offset, amounts[i]!, shape);
  },
} satisfies PixelAugmentation;
