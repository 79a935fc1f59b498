/* The loops over compressed rows that columns and joins cannot say.
 *
 * Every array belongs to the caller and has the length that its comment gives; nothing is
 * allocated, nothing is kept, nothing of the C library is called (but memmove, which compilers make
 * of a loop), so that one source makes the same library on every system. Nodes are 0 <= v < n. The neighbours of v are
 * neighbours[offsets[v]] up to neighbours[offsets[v + 1]].
 */
#include <stdint.h>

#ifdef _WIN32
#define KERNEL __declspec(dllexport)
#else
#define KERNEL __attribute__((visibility("default")))
#endif

/* Ask for memory some turns before it is needed, where the compiler knows how. */
#if defined(__GNUC__) || defined(__clang__)
#define SOON(address) __builtin_prefetch(address)
#else
#define SOON(address) ((void)(address))
#endif
#define AHEAD 24
#define BATCH 64

/* Add m edges to the count of places in each row: a row's count stands two behind its number, where
 * adding up makes of it the place at which the row begins. Mirrored, each edge stands at both of
 * its ends, a loop once. offsets: n + 2, zero before the first edges. */
KERNEL void count(int64_t m, const int32_t *start, const int32_t *end, int32_t mirrored,
                  int64_t *offsets) {
  for (int64_t e = 0; e < m; e++) {
    if (e + AHEAD < m) {
      SOON(&offsets[start[e + AHEAD] + 2]);
      SOON(&offsets[end[e + AHEAD] + 2]);
    }
    offsets[start[e] + 2]++;
    if (mirrored && start[e] != end[e]) offsets[end[e] + 2]++;
  }
}

/* Put m edges, the first of them number `first`, into their rows; afterwards n + 1 offsets say where
 * rows begin. offsets: as counted and added up, n + 2. neighbours and edges (which edge stands
 * there; may be null): a place for each that was counted. */
KERNEL void place(int64_t m, const int32_t *start, const int32_t *end, int32_t mirrored,
                  int64_t first, int64_t *offsets, int32_t *neighbours, int32_t *edges) {
  for (int64_t e = 0; e < m; e++) {
    if (e + AHEAD < m) {
      SOON(&offsets[start[e + AHEAD] + 1]);
      SOON(&offsets[end[e + AHEAD] + 1]);
    }
    int64_t at = offsets[start[e] + 1]++;
    neighbours[at] = end[e];
    if (edges) edges[at] = (int32_t)(first + e);
    if (mirrored && start[e] != end[e]) {
      at = offsets[end[e] + 1]++;
      neighbours[at] = start[e];
      if (edges) edges[at] = (int32_t)(first + e);
    }
  }
}

/* Keep the first of equal neighbours in each row, in place; gives how many are left.
 * seen: n, -1 at first. */
KERNEL int64_t distinct(int64_t n, int64_t *offsets, int32_t *neighbours, int32_t *edges,
                        int32_t *seen) {
  int64_t kept = 0, from = 0;
  for (int64_t v = 0; v < n; v++) {
    int64_t to = offsets[v + 1];
    for (int64_t i = from; i < to; i++) {
      int32_t w = neighbours[i];
      if (seen[w] == (int32_t)v) continue;
      seen[w] = (int32_t)v;
      neighbours[kept] = w;
      if (edges) edges[kept] = edges[i];
      kept++;
    }
    from = to;
    offsets[v + 1] = kept;
  }
  return kept;
}

/* Hang two nodes and all that hang together with them on the first of all. */
static void join(int32_t *label, int32_t a, int32_t b) {
  while (label[a] != label[b]) { /* climb from the later node, and shorten its way */
    if (label[a] < label[b]) {
      int32_t swap = a;
      a = b;
      b = swap;
    }
    int32_t above = label[a];
    label[a] = label[b];
    if (above == a) break;
    a = above;
  }
}

/* Join what m edges join, whatever their direction. label: n, each node its own before the first. */
KERNEL void unite(int64_t m, const int32_t *start, const int32_t *end, int32_t *label) {
  for (int64_t e = 0; e < m; e++) {
    if (e + AHEAD < m) {
      SOON(&label[start[e + AHEAD]]);
      SOON(&label[end[e + AHEAD]]);
    }
    join(label, start[e], end[e]);
  }
}

/* Number the groups of what was joined, in the order of their first node; gives how many. */
KERNEL int64_t settle(int64_t n, int32_t *label) {
  int32_t groups = 0; /* what a node hangs on comes before it, and has its number by then */
  for (int64_t v = 0; v < n; v++) label[v] = label[v] == v ? groups++ : label[label[v]];
  return groups;
}

/* Number the groups that the edges of rows join, whatever their direction, in the order of their
 * first node; gives how many. label: n. */
KERNEL int64_t components(int64_t n, const int64_t *offsets, const int32_t *neighbours,
                          int32_t *label) {
  for (int64_t v = 0; v < n; v++) label[v] = (int32_t)v;
  for (int64_t v = 0; v < n; v++)
    for (int64_t i = offsets[v]; i < offsets[v + 1]; i++) join(label, (int32_t)v, neighbours[i]);
  return settle(n, label);
}

/* Number the groups of a directed graph whose nodes all reach each other, each after those that it
 * leads to, by one walk in depth; gives how many. label, found: n, -1 at first; low, parent,
 * pending: n; next: n. */
KERNEL int64_t strong_components(int64_t n, const int64_t *offsets, const int32_t *neighbours,
                                 int32_t *label, int32_t *found, int32_t *low, int32_t *parent,
                                 int32_t *pending, int64_t *next) {
  int32_t time = 0, groups = 0;
  int64_t top = 0;
  for (int64_t root = 0; root < n; root++) {
    int32_t v = (int32_t)root, from = -1;
    if (found[v] >= 0) continue;
    while (v >= 0) {
      if (found[v] < 0) {
        parent[v] = from;
        next[v] = offsets[v];
        found[v] = low[v] = time++;
        pending[top++] = v;
      }
      if (next[v] < offsets[v + 1]) {
        int32_t w = neighbours[next[v]++];
        if (found[w] < 0) {
          from = v;
          v = w;
        } else if (label[w] < 0 && found[w] < low[v]) {
          low[v] = found[w];
        }
        continue;
      }
      if (low[v] == found[v]) {
        do label[pending[--top]] = groups;
        while (pending[top] != v);
        groups++;
      }
      int32_t p = parent[v];
      if (p >= 0 && low[v] < low[p]) low[p] = low[v];
      v = p;
    }
  }
  return groups;
}

/* Walk breadth first from k sources, at most `most` steps; gives how many nodes are reached.
 * distance: n, -1 at first; order: n. */
KERNEL int64_t breadth_first(const int64_t *offsets, const int32_t *neighbours, int64_t k,
                             const int32_t *sources, int32_t most, int32_t *distance,
                             int32_t *order) {
  int64_t reached = 0;
  for (int64_t i = 0; i < k; i++)
    if (distance[sources[i]] < 0) {
      distance[sources[i]] = 0;
      order[reached++] = sources[i];
    }
  for (int64_t head = 0; head < reached; head++) {
    int32_t v = order[head], next = distance[v] + 1;
    if (next > most) break;
    for (int64_t i = offsets[v]; i < offsets[v + 1]; i++)
      if (distance[neighbours[i]] < 0) {
        distance[neighbours[i]] = next;
        order[reached++] = neighbours[i];
      }
  }
  return reached;
}

/* Cut an undirected graph into blocks (biconnected components) by one walk in depth, from `first`
 * and then from every node not yet seen; gives how many. parent: n, of the tree, -1 for a root;
 * block: n, of the edge to the parent, -1 for a root; order: n, parents before children.
 * found: n, -1 at first; low, pending: n; next: n. */
KERNEL int64_t blocks(int64_t n, const int64_t *offsets, const int32_t *neighbours, int64_t first,
                      int32_t *parent, int32_t *block, int32_t *order, int32_t *found,
                      int32_t *low, int32_t *pending, int64_t *next) {
  int32_t time = 0, count = 0;
  for (int64_t turn = -1; turn < n; turn++) {
    int32_t root = (int32_t)(turn < 0 ? first : turn);
    if (root >= n || found[root] >= 0) continue;
    int64_t top = 0;
    int32_t v = root;
    parent[v] = block[v] = -1;
    next[v] = offsets[v];
    order[time] = v;
    found[v] = low[v] = time++;
    while (v >= 0) {
      if (next[v] < offsets[v + 1]) {
        int32_t w = neighbours[next[v]++];
        if (found[w] < 0) {
          parent[w] = v;
          next[w] = offsets[w];
          order[time] = w;
          found[w] = low[w] = time++;
          pending[top++] = w;
          v = w;
        } else if (found[w] < low[v]) {
          low[v] = found[w];
        }
        continue;
      }
      int32_t p = parent[v];
      if (p >= 0) {
        if (low[v] >= found[p]) {
          do block[pending[--top]] = count;
          while (pending[top] != v);
          count++;
        } else if (low[v] < low[p]) {
          low[p] = low[v];
        }
      }
      v = p;
    }
  }
  return count;
}

/* Add up weights over subtrees, in place. order: parents before children. */
KERNEL void subtree(int64_t n, const int32_t *parent, const int32_t *order, int64_t *weight) {
  for (int64_t i = n - 1; i >= 0; i--) {
    int32_t v = order[i];
    if (parent[v] >= 0) weight[parent[v]] += weight[v];
  }
}

/* Peel a graph without loops: the largest k for which a node is in a part where all have at least
 * k neighbours. core: n. order, place: n; bins: one more than the most neighbours, zero. */
KERNEL void cores(int64_t n, const int64_t *offsets, const int32_t *neighbours, int32_t *core,
                  int32_t *order, int32_t *place, int32_t *bins, int64_t most) {
  for (int64_t v = 0; v < n; v++) bins[core[v] = (int32_t)(offsets[v + 1] - offsets[v])]++;
  int32_t begin = 0;
  for (int64_t d = 0; d <= most; d++) {
    int32_t size = bins[d];
    bins[d] = begin;
    begin += size;
  }
  for (int64_t v = 0; v < n; v++) {
    place[v] = bins[core[v]]++;
    order[place[v]] = (int32_t)v;
  }
  for (int64_t d = most; d > 0; d--) bins[d] = bins[d - 1];
  if (most >= 0) bins[0] = 0;
  for (int64_t i = 0; i < n; i++) {
    int32_t v = order[i];
    for (int64_t e = offsets[v]; e < offsets[v + 1]; e++) {
      int32_t w = neighbours[e];
      if (core[w] <= core[v]) continue;
      int32_t head = order[bins[core[w]]]; /* swap w with the first of its degree, and drop it */
      order[place[w]] = head;
      place[head] = place[w];
      place[w] = bins[core[w]]++;
      order[place[w]] = w;
      core[w]--;
    }
  }
}

/* Order a directed graph so that edges lead forward; gives how many nodes can be ordered, fewer
 * than n where there is a cycle. waiting: n, edges into each node; level: n, zero; order: n. */
KERNEL int64_t topological(int64_t n, const int64_t *offsets, const int32_t *neighbours,
                           int64_t *waiting, int32_t *level, int32_t *order) {
  int64_t ready = 0;
  for (int64_t v = 0; v < n; v++)
    if (waiting[v] == 0) order[ready++] = (int32_t)v;
  for (int64_t head = 0; head < ready; head++) {
    int32_t v = order[head];
    for (int64_t i = offsets[v]; i < offsets[v + 1]; i++)
      if (--waiting[neighbours[i]] == 0) {
        level[neighbours[i]] = level[v] + 1;
        order[ready++] = neighbours[i];
      }
  }
  return ready;
}

/* Enter n hashes into an open table whose size is a power of two; gives the first whose hash was
 * there before, or -1. table: mask + 1, -1 at first. */
KERNEL int64_t enter(int64_t n, const uint64_t *hashes, int64_t mask, int32_t *table) {
  for (int64_t v = 0; v < n; v++) {
    if (v + AHEAD < n) SOON(&table[(int64_t)(hashes[v + AHEAD] >> 7) & mask]);
    int64_t slot = (int64_t)(hashes[v] >> 7) & mask;
    for (; table[slot] >= 0; slot = (slot + 1) & mask)
      if (hashes[table[slot]] == hashes[v]) return v;
    table[slot] = (int32_t)v;
  }
  return -1;
}

/* Look k hashes up, a batch at a time so that their memory arrives together. at: k, -1 for what
 * the table lacks. */
KERNEL void look_up(int64_t k, const uint64_t *wanted, const uint64_t *hashes, int64_t mask,
                    const int32_t *table, int32_t *at) {
  for (int64_t from = 0; from < k; from += BATCH) {
    int64_t to = from + BATCH < k ? from + BATCH : k;
    for (int64_t i = from; i < to; i++) SOON(&table[(int64_t)(wanted[i] >> 7) & mask]);
    for (int64_t i = from; i < to; i++) {
      int32_t first = table[(int64_t)(wanted[i] >> 7) & mask];
      if (first >= 0) SOON(&hashes[first]);
    }
    for (int64_t i = from; i < to; i++) {
      int64_t slot = (int64_t)(wanted[i] >> 7) & mask;
      while (table[slot] >= 0 && hashes[table[slot]] != wanted[i]) slot = (slot + 1) & mask;
      at[i] = table[slot];
    }
  }
}
