// The days on which anything changes; two networks side by side have two, and their changes.
const stops = () => (Data.scene.compared ? [1, BOTH, 2] : Data.scene.days.map((_, i) => i + 1));

const toStop = (number) => {
  const all = stops();
  change({ day: all[Math.max(0, Math.min(number, all.length - 1))] });
};
const stepDay = (step) => toStop(stops().indexOf(State.day) + step);

const showSlider = () => {
  const slider = byId("day");
  slider.max = String(stops().length - 1);
  slider.value = String(stops().indexOf(State.day));
  const name = stopName(State.day);
  slider.setAttribute("aria-valuetext", name);
  byId("date").textContent = name;
  byId("earlier").disabled = stops().indexOf(State.day) === 0;
  byId("later").disabled = stops().indexOf(State.day) === stops().length - 1;
};

const stopName = (day) => {
  if (!Data.scene.compared || day === BOTH) return dayName(day);
  return `${dayName(day)}${day === 1 ? ` (${words.old})` : ""}`;
};

const startSlider = () => {
  byId("time").hidden = stops().length < 2;
  byId("day").addEventListener("input", (event) => toStop(Number(event.target.value)));
  byId("earlier").addEventListener("click", () => stepDay(-1));
  byId("later").addEventListener("click", () => stepDay(1));
};
