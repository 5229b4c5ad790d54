import { StrictMode, useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { ProductList } from './product-list.tsx';

const ROOMS = { living: 'Living room', textiles: 'Bedroom', kitchen: 'Kitchen', lighting: 'All the lamps' } as const;
type Room = keyof typeof ROOMS;

/** A planner of rooms whose shelves are a shop: elements come and go with its state. */
function App() {
  const [room, setRoom] = useState<Room>('living');
  const [handle, setHandle] = useState<string>();
  const [open, setOpen] = useState(true);
  const [units, setUnits] = useState(0);

  useEffect(() => {
    const changed = (event: HTMLElementEventMap['vitrine-cart-change']) => setUnits(event.detail.count);
    document.addEventListener('vitrine-cart-change', changed);
    return () => document.removeEventListener('vitrine-cart-change', changed);
  }, []);

  const choose = (next: Room) => {
    setRoom(next);
    setHandle(undefined);
  };

  return (
    <>
      <header className="bar">
        <strong>Roomboard</strong>
        <span className="count" role="status">
          {units === 0 ? 'Nothing chosen yet' : units === 1 ? '1 thing chosen' : `${units} things chosen`}
        </span>
        <vitrine-cart-button />
      </header>
      <main className="board">
        <aside className="panel rooms">
          <h1>Plan a room</h1>
          <p>Choose a room, then furnish it.</p>
          {(Object.keys(ROOMS) as Room[]).map((name) => (
            <button key={name} type="button" aria-pressed={name === room} onClick={() => choose(name)}>
              {ROOMS[name]}
            </button>
          ))}
          <label>
            <input type="checkbox" checked={open} onChange={(event) => setOpen(event.target.checked)} />
            Show the shop
          </label>
          <a href="./">All demo pages</a>
        </aside>
        <section className="panel stage">
          {!open ? (
            <p className="empty">The shop is put away. Its elements are gone from the page.</p>
          ) : handle ? (
            <>
              <button className="back" type="button" onClick={() => setHandle(undefined)}>
                ← Back to {ROOMS[room].toLowerCase()}
              </button>
              <vitrine-product handle={handle} />
            </>
          ) : (
            <>
              <h2>{ROOMS[room]}</h2>
              <ProductList key={room} collection={room} onSelect={setHandle} />
              <vitrine-block name="small-extras" settings={JSON.stringify({ limit: 2 })} />
            </>
          )}
        </section>
      </main>
      {open && <vitrine-cart />}
    </>
  );
}

const root = document.querySelector('#app');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
