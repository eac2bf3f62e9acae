/** Languages Kring speaks, and how much mail someone wants: three words (product.md, "Person"). */
export const languages = ['NL', 'EN'] as const;
export const mailLevels = ['ALL', 'IMPORTANT', 'NOTHING'] as const;

export type Language = (typeof languages)[number];
export type MailLevel = (typeof mailLevels)[number];
