/** Where the file behind the person is kept. */
export const BACKGROUND_CACHE = 'vitrine-background';
