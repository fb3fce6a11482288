const FIRST_DECAY = 0.9;
const SECOND_DECAY = 0.999;
const EPSILON = 1e-8;

/** The Adam optimiser (Kingma and Ba 2015) for one array of weights, which it changes in place. */
export class Adam {
  readonly #first: Float32Array;
  readonly #second: Float32Array;
  #steps = 0;

  constructor(readonly weights: Float32Array) {
    this.#first = new Float32Array(weights.length);
    this.#second = new Float32Array(weights.length);
  }

  /** One step against `gradients` multiplied by `scale`. */
  step(gradients: Float32Array, scale: number, learningRate: number): void {
    this.#steps += 1;
    const firstCorrection = 1 - FIRST_DECAY ** this.#steps;
    const secondCorrection = 1 - SECOND_DECAY ** this.#steps;
    const first = this.#first;
    const second = this.#second;
    const weights = this.weights;
    for (let index = 0; index < weights.length; index++) {
      const gradient = gradients[index]! * scale;
      first[index] = FIRST_DECAY * first[index]! + (1 - FIRST_DECAY) * gradient;
      second[index] = SECOND_DECAY * second[index]! + (1 - SECOND_DECAY) * gradient * gradient;
      weights[index]! -=
        (learningRate * (first[index]! / firstCorrection)) / (Math.sqrt(second[index]! / secondCorrection) + EPSILON);
    }
  }
}
