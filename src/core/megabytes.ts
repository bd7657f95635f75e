/** Decimal megabytes, as commands and errors word sizes; the page's are shorter from 100 MB on. */
export const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
