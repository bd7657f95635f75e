/** The elements that say something only once a session runs: they are loaded with it. */
import './accuracy/vt-accuracy.ts';
import './announcer/vt-announcer.ts';
import './legend/vt-legend.ts';
import './meter/vt-meter.ts';
import './notice/vt-notice.ts';
import './round-trip/vt-round-trip.ts';
import './steps/vt-steps.ts';
