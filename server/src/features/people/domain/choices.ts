/** Languages Kring speaks, and how much mail someone wants: three words. */
export const languages = ['NL', 'EN'] as const;
export const mailLevels = ['ALL', 'IMPORTANT', 'NOTHING'] as const;

export type Language = (typeof languages)[number];
export type MailLevel = (typeof mailLevels)[number];
