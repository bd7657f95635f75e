export const sourceLocale = `en`;
export const targetLocales = [`de`, `es`, `fr`, `ja`, `zh-Hans`] as const;
export const allLocales = [`de`, `en`, `es`, `fr`, `ja`, `zh-Hans`] as const;
