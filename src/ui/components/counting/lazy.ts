/** Everything that counting needs, loaded when a result that can be counted is first shown. */
import './vt-counting.ts';
import '../regions/vt-regions.ts';

export { Counting } from '../../app/counting.ts';
