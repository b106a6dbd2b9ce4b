// Chart.js with only what charts.js draws: bars, lines, shares, points.
import { ArcElement, BarController, BarElement, CategoryScale, Chart, LineController, LineElement, LinearScale, PieController, PointElement, ScatterController, Tooltip } from "chart.js";

Chart.register(ArcElement, BarController, BarElement, CategoryScale, LineController, LineElement, LinearScale, PieController, PointElement, ScatterController, Tooltip);
export { Chart };
