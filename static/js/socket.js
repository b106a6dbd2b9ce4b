// A web socket that comes back by itself, with growing pauses, until its owner closes it.
export class Socket {
  constructor(address, { onMessage, onOpen, onLost, onRefused }) {
    Object.assign(this, { address, onMessage, onOpen, onLost, onRefused, failures: 0, closed: false });
    this.connect();
    addEventListener("online", () => this.hurry());
    document.addEventListener("visibilitychange", () => document.hidden || this.hurry());
  }

  connect() {
    if (this.closed) return;
    const url = new URL(typeof this.address === "function" ? this.address() : this.address, location.href);
    url.protocol = url.protocol.replace("http", "ws");
    this.socket = new WebSocket(url);
    this.socket.onopen = () => { const again = this.failures > 0; this.failures = 0; this.onOpen?.(again); };
    this.socket.onmessage = (event) => this.onMessage(JSON.parse(event.data));
    this.socket.onclose = (event) => this.lost(event.code);
  }

  lost(code) {
    if (this.closed) return;
    if (code === 4404 || code === 4401 || code === 4403) { this.close(); this.onRefused?.(code); return; }
    this.failures += 1;
    this.onLost?.(this.failures);
    this.timer = setTimeout(() => this.connect(), Math.min(10_000, 250 * 2 ** this.failures) * (0.7 + 0.6 * Math.random()));
  }

  hurry() {
    if (this.closed || this.socket.readyState < 2) return;
    clearTimeout(this.timer);
    this.connect();
  }

  close() {
    this.closed = true;
    clearTimeout(this.timer);
    this.socket.close();
  }
}
