/** Keeps frames that several live workers share off the page's thread. */
import { expose } from 'comlink';
import { installThrowHandler } from '../throw-handler.ts';
import { Relay } from './relay.ts';

installThrowHandler();
expose(new Relay());
