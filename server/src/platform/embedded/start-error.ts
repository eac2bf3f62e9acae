/** The embedded database cannot be started; the message says why and what to do. */
export class DatabaseStartError extends Error {
  constructor(sentence: string, options?: ErrorOptions) {
    super(sentence, options);
    this.name = 'DatabaseStartError';
  }
}
