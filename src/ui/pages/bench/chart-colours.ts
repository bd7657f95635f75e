export interface Colours {
  ink: string;
  line: string;
  ground: string;
  series: readonly string[];
}

/** Of the page's tokens, which light-dark() decides: read as they are at this moment, where `place` stands. */
export function coloursAt(place: HTMLElement): Colours {
  const probe = document.createElement('span');
  place.append(probe);
  const read = (token: string) => {
    probe.style.color = `var(${token})`;
    return getComputedStyle(probe).color;
  };
  const stages = ['inference', 'decode', 'preprocess', 'draw', 'capture'];
  const colours: Colours = {
    ink: read('--vt-ink'),
    line: read('--vt-line'),
    ground: read('--vt-raised'),
    series: stages.map((stage) => read(`--vt-stage-${stage}`)),
  };
  probe.remove();
  return colours;
}
