/**
 * The loss after a step if the loss were a plane: it falls by the rate times the sum of squared gradients.
 *
 * @param gradients of all weights
 */
export const expectedLoss = (loss: number, gradients: readonly Float32Array[], rate: number): number =>
  loss - rate * gradients.reduce((sum, values) => sum + values.reduce((part, g) => part + g * g, 0), 0);
