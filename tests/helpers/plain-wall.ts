/** A wall of one scene that goes on for as long as a test looks. */
export const plainWall = {
  version: 1,
  playlist: [
    {
      id: 'portrait',
      source: { kind: 'scene' },
      model: 'selfie-segmentation',
      engines: ['ort-wasm'],
      durationS: 3600,
    },
  ],
  privacyNotice: { en: 'Nothing is recorded.' },
};
