/** Keeps frames that several live workers share off the page's thread. */
import { exposeOnce } from '../expose-once.ts';
import { installThrowHandler } from '../throw-handler.ts';
import { Relay } from './relay.ts';

installThrowHandler();
exposeOnce(new Relay());
