// Counts down to a moment.
const units = [["d", 86400], ["h", 3600], ["min", 60], ["s", 1]];

export default function countdown(time) {
  const end = new Date(time.dateTime).getTime();
  time.role = "timer";
  time.title = new Date(end).toLocaleString();
  const tick = () => {
    let left = Math.max(0, Math.round((end - Date.now()) / 1000));
    if (left === 0) {
      time.textContent = "Over";
      return clearInterval(timer);
    }
    const parts = [];
    for (const [name, length] of units) {
      const count = Math.floor(left / length);
      left -= count * length;
      if (count > 0 || parts.length > 0) parts.push(`${parts.length ? String(count).padStart(2, "0") : count} ${name}`);
    }
    time.textContent = `${parts.slice(0, 3).join(" ")} left`;
  };
  const timer = setInterval(tick, 1000);
  tick();
}
