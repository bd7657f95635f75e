import { msg, str } from '@lit/localize';
import type { Agreement } from '#eval/result-agreement.ts';
import { formatFixed } from './format.ts';

/** What was measured and what came out, in a few words. */
export function agreementWords({ measure, figure }: Agreement): string {
  const three = formatFixed(figure, 3);
  switch (measure) {
    case 'miou':
      return msg(str`mean IoU of the classes ${three}`);
    case 'mae':
      return msg(str`mean difference of opacity ${three}`);
    case 'f1':
      return msg(str`F1 of the boxes ${three}`);
    case 'count': {
      const people = `${figure >= 0 ? '+' : '−'}${formatFixed(Math.abs(figure), 1)}`;
      return msg(str`B counts ${people} people`);
    }
    case 'classes':
      return msg(str`part of the named classes that both name ${three}`);
    case 'lines':
      return msg(str`part of the lines that both read ${three}`);
  }
}
