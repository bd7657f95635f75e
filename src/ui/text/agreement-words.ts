import { msg, str } from '@lit/localize';
import type { Agreement } from '#eval/result-agreement.ts';

/** What was measured and what came out, in a few words. */
export function agreementWords({ measure, figure }: Agreement): string {
  const three = figure.toFixed(3);
  switch (measure) {
    case 'miou':
      return msg(str`mean IoU of the classes ${three}`);
    case 'mae':
      return msg(str`mean difference of opacity ${three}`);
    case 'f1':
      return msg(str`F1 of the boxes ${three}`);
    case 'count': {
      const people = `${figure >= 0 ? '+' : '−'}${Math.abs(figure).toFixed(1)}`;
      return msg(str`B counts ${people} people`);
    }
    case 'classes':
      return msg(str`part of the named classes that both name ${three}`);
    case 'lines':
      return msg(str`part of the lines that both read ${three}`);
  }
}
