import type { ReactiveController, ReactiveControllerHost } from 'lit';

export interface Camera {
  deviceId: string;
  /** Empty before the permission: browsers tell no names until then. */
  label: string;
}

/** Keeps the list of cameras while an element is on the page; it changes as cameras come and go. Never asks. */
export class CamerasController implements ReactiveController {
  cameras: readonly Camera[] = [];
  private readonly host: ReactiveControllerHost;

  constructor(host: ReactiveControllerHost) {
    this.host = host;
    host.addController(this);
  }

  hostConnected(): void {
    // Absent on pages that are not secure contexts.
    const devices = navigator.mediaDevices as MediaDevices | undefined;
    devices?.addEventListener('devicechange', this.refresh);
    this.refresh();
  }

  hostDisconnected(): void {
    const devices = navigator.mediaDevices as MediaDevices | undefined;
    devices?.removeEventListener('devicechange', this.refresh);
  }

  /** Reads the list again; after the permission it has names. */
  readonly refresh = (): void => {
    const devices = navigator.mediaDevices as MediaDevices | undefined;
    devices
      ?.enumerateDevices()
      .then((found) => {
        this.cameras = found
          .filter(({ kind, deviceId }) => kind === 'videoinput' && deviceId !== '')
          .map(({ deviceId, label }) => ({ deviceId, label }));
        this.host.requestUpdate();
      })
      // Forbidden by policy: the list stays empty, and opening a camera says why.
      .catch(() => undefined);
  };
}
