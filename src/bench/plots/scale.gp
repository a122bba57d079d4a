# Draws what -Dbench.only=scale has written into target/bench/scale.tsv, one size at a time:
# gnuplot -e "size=4095; out='docs/performance/scale-4-kb.svg'" src/bench/plots/scale.gp
set terminal svg size 640,360 font "sans-serif,12" background "#ffffff"
set output out
set datafile separator "\t"
set logscale x 10
set xrange [0.8:1250]
set xtics (1, 10, 100, 1000)
set xlabel "clients at once"
set ylabel "uploads a second"
set y2label "ms"
set yrange [0:*]
set offsets 0, 0, graph 0.08, 0
set ytics nomirror
set y2tics
set logscale y2 10
set grid ytics lc rgb "#dddddd"
set key below
set title sprintf("%s bytes as base64 in JSON", size == 4095 ? "4,095" : "3,000,000")
plot "target/bench/scale.tsv" using ($1 == size ? $2 : 1/0):3 axes x1y1 with linespoints lw 2 pt 7 lc rgb "#1b6ca8" title "uploads a second", \
     "" using ($1 == size ? $2 : 1/0):4 axes x1y2 with linespoints lw 2 pt 5 lc rgb "#888888" title "median, ms", \
     "" using ($1 == size ? $2 : 1/0):5 axes x1y2 with linespoints lw 2 pt 9 lc rgb "#c44536" title "slowest hundredth, ms"
