/** A setting is missing or cannot be right. `message` is the sentence for whoever starts Kring; it names the variable. */
export class SettingError extends Error {
  constructor(
    public readonly setting: string,
    sentence: string,
  ) {
    super(sentence);
    this.name = 'SettingError';
  }
}
