/** A class that a model knows: its name in English and its colour in sRGB, 0-255. */
export interface ClassLabel {
  name: string;
  colour: readonly [red: number, green: number, blue: number];
}
