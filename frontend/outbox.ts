/**
 * What the server has not acknowledged yet, kept on the device and bound to one member.
 *
 * Entries survive a closed tab, a dead battery and a sign-out; another member who signs in on the device neither
 * sees nor sends them. Where IndexedDB is missing (some private windows) they live as long as the page.
 */
const DATABASE = "school";
const STORE = "outbox";

export interface Entry<P> {
  /** Writing the same key again replaces the entry: the last answer to a question is the one that counts. */
  key: string;
  payload: P;
}

interface Row<P> extends Entry<P> {
  id: string;
  box: string;
}

export class Outbox<P> {
  private readonly box: string;
  private readonly memory = new Map<string, Entry<P>>();
  private database: Promise<IDBDatabase | null> | null = null;

  /** `channel` separates kinds of entries, for example `beats/<lecture>` or `answers/<attempt>`. */
  constructor(member: string, channel: string) {
    this.box = `${member}/${channel}`;
  }

  async put(entry: Entry<P>): Promise<void> {
    const stored = await this.within("readwrite", (store) =>
      store.put({ ...entry, id: this.id(entry.key), box: this.box }),
    );
    if (!stored) {
      this.memory.set(entry.key, entry);
    }
  }

  /** In the order of their keys. */
  async all(): Promise<Entry<P>[]> {
    const rows: Row<P>[] = [];
    await this.within("readonly", (store) => {
      const request = store.index("box").openCursor(IDBKeyRange.only(this.box));
      request.onsuccess = () => {
        const cursor = request.result;
        if (cursor) {
          rows.push(cursor.value as Row<P>);
          cursor.continue();
        }
      };
    });
    const entries: Entry<P>[] = rows.map(({ key, payload }) => ({ key, payload }));
    return [...entries, ...this.memory.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
  }

  /** Remove what is settled. With `only`, an entry that was replaced in the meantime stays. */
  async remove(keys: Iterable<string>, only: (payload: P) => boolean = () => true): Promise<void> {
    const wanted = [...keys];
    for (const key of wanted) {
      const kept = this.memory.get(key);
      if (kept && only(kept.payload)) {
        this.memory.delete(key);
      }
    }
    await this.within("readwrite", (store) => {
      for (const key of wanted) {
        const request = store.get(this.id(key));
        request.onsuccess = () => {
          const row = request.result as Row<P> | undefined;
          if (row && only(row.payload)) {
            store.delete(row.id);
          }
        };
      }
    });
  }

  private id(key: string): string {
    return `${this.box}/${key}`;
  }

  /** Run inside one transaction; false when there is no database or it refuses (a full disk). */
  private async within(mode: IDBTransactionMode, act: (store: IDBObjectStore) => void): Promise<boolean> {
    this.database ??= open();
    const database = await this.database;
    if (!database) {
      return false;
    }
    return new Promise((resolve) => {
      try {
        const transaction = database.transaction(STORE, mode);
        transaction.oncomplete = () => resolve(true);
        transaction.onabort = () => resolve(false);
        act(transaction.objectStore(STORE));
      } catch {
        // The browser has closed the database under us (storage was cleared): memory, and a new one next time.
        this.database = null;
        resolve(false);
      }
    });
  }
}

/** The channels `<kind>/<which>` in which something of this member waits; only their `<which>`. */
export async function waitingChannels(member: string, kind: string): Promise<string[]> {
  const database = await open();
  const prefix = `${member}/${kind}/`;
  return new Promise((resolve) => {
    const found: string[] = [];
    const request = database
      ?.transaction(STORE)
      .objectStore(STORE)
      .index("box")
      .openKeyCursor(IDBKeyRange.bound(prefix, `${prefix}\uffff`), "nextunique");
    if (!request) {
      resolve(found);
      return;
    }
    request.onsuccess = () => {
      const cursor = request.result;
      if (cursor) {
        found.push(String(cursor.key).slice(prefix.length));
        cursor.continue();
      } else {
        database?.close();
        resolve(found);
      }
    };
    request.onerror = () => resolve(found);
  });
}

function open(): Promise<IDBDatabase | null> {
  return new Promise((resolve) => {
    let request: IDBOpenDBRequest;
    try {
      request = indexedDB.open(DATABASE, 1);
    } catch {
      // No IndexedDB in this browser: memory is what is left.
      resolve(null);
      return;
    }
    request.onupgradeneeded = () =>
      request.result.createObjectStore(STORE, { keyPath: "id" }).createIndex("box", "box");
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => resolve(null);
  });
}
