/** The elements that the Studio starts with; each can also be imported alone. The others come when they are needed. */
import './app/vt-app.ts';
import './help/vt-help.ts';
import './legend/vt-legend.ts';
import './look-panel/vt-look-panel.ts';
import './machine/vt-machine.ts';
import './masthead/vt-masthead.ts';
import './model-picker/vt-model-picker.ts';
import './notice/vt-notice.ts';
import './progress/vt-progress.ts';
import './round-trip/vt-round-trip.ts';
import './source-picker/vt-source-picker.ts';
import './stage/vt-stage.ts';
import './welcome/vt-welcome.ts';
