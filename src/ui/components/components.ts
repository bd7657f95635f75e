/** The elements that the Studio starts with; each can also be imported alone. The others come when they are needed. */
import './app/vt-app.ts';
import './look-panel/vt-look-panel.ts';
import './masthead/vt-masthead.ts';
import './model-picker/vt-model-picker.ts';
import './progress/vt-progress.ts';
import './source-picker/vt-source-picker.ts';
import './stage/vt-stage.ts';
import './welcome/vt-welcome.ts';
