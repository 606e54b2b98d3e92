// Rooms that take events one after the other, are kept and read half way, then one question; and the wall.
export function rooms(cc) {
  const room = ({ settings, events = [] }) => {
    const half = Math.floor(events.length / 2);
    const first = new cc.Room(settings);
    first.observe(events.slice(0, half));
    const second = cc.Room.open(first.save());
    second.observe(events.slice(half));
    first.free();
    return second;
  };
  const asked = (one, name, input) => {
    if (name === "nextChangeAt") return { at: one.nextChangeAt(input.now) };
    if (name === "export") return { text: new TextDecoder("utf-8", { ignoreBOM: true }).decode(one.export(input.ask)) };
    return one[name](input.ask);
  };
  const wall = (question) => (input) => {
    const shown = new cc.Wall(input.policy);
    for (const one of input.rooms) shown.add(room(one));
    for (const id of input.show ?? []) shown.show(id);
    for (const id of input.hide ?? []) shown.hide(id);
    const store = new cc.Store(input.workspace);
    store.record(input.log ?? []);
    return question(shown, store.view(input.now), input);
  };
  return {
    kept: room,
    "room.observe": (input) => room(input).observe(input.then),
    "room.open": ({ bytes }) => cc.Room.open(Uint8Array.from(bytes)).id,
    "live.pinBacktest": (input) => cc.pinBacktest(input.rooms.map((one) => room(one).save()), input.ask),
    "wall.screen": wall((shown, view) => shown.screen(view)),
    "wall.ongoing": wall((shown, view, input) => shown.ongoing(view, input.ask)),
    // `room.…` is the method of a room of that name; a room that was kept answers the same.
    room: (op) => op.startsWith("room.") && ((input) => {
      const name = op.slice("room.".length);
      const one = room(input);
      const answer = asked(one, name, input);
      const again = asked(cc.Room.open(one.save()), name, input);
      if (JSON.stringify(again) !== JSON.stringify(answer)) throw new Error("a room that was kept answers otherwise");
      return answer;
    }),
  };
}
