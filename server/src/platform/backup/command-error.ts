/** A command cannot do what it was asked; the message says why and what to do. */
export class CommandError extends Error {
  constructor(sentence: string, options?: ErrorOptions) {
    super(sentence, options);
    this.name = 'CommandError';
  }
}
