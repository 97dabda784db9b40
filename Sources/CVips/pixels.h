#ifndef SOUK_PIXELS_H
#define SOUK_PIXELS_H
// What libvips has no operation for, over whole pictures of 8 bits in red, green, blue and alpha, line by line without
// gaps. Callers bound width and height to some thousands; every function takes time and memory in proportion to the pixels.
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum {
  SOUK_PIXELS_DONE = 0,
  SOUK_PIXELS_UNEVEN = 1,
  SOUK_PIXELS_NOTHING_LEFT = 2,
  SOUK_PIXELS_NO_MEMORY = 3
};
// How far a channel of the background may be from its colour, and how much of the border has to be as near as that.
enum { SOUK_PIXELS_TOLERANCE = 28, SOUK_PIXELS_EVEN_PERCENT = 80 };

static inline int souk_pixels_clamp(int value) { return value < 0 ? 0 : value > 255 ? 255 : value; }

static inline int souk_pixels_distance(const uint8_t *pixel, const uint8_t *colour) {
  int most = 0;
  for (int band = 0; band < 3; band++) {
    int distance = abs(pixel[band] - colour[band]);
    if (distance > most) most = distance;
  }
  return most;
}

// Index of the n-th pixel of the border, of 2 * (width + height).
static inline size_t souk_pixels_border(size_t n, size_t width, size_t height) {
  if (n < width) return n;
  if (n < 2 * width) return (height - 1) * width + n - width;
  n -= 2 * width;
  return n < height ? n * width : (n - height) * width + width - 1;
}

// The median of the border's colours. 0 when too little of the border is near it; -1 when the border lets through what
// is behind, so that nothing is to be done.
static inline int souk_pixels_border_colour(
    const uint8_t *pixels, size_t width, size_t height, uint8_t colour[3]) {
  size_t count = 2 * (width + height), clear = 0, near = 0;
  size_t tally[3][256];
  memset(tally, 0, sizeof tally);
  for (size_t n = 0; n < count; n++) {
    const uint8_t *pixel = pixels + 4 * souk_pixels_border(n, width, height);
    if (pixel[3] < 128) clear++;
    for (int band = 0; band < 3; band++) tally[band][pixel[band]]++;
  }
  if (2 * clear > count) return -1;
  for (int band = 0; band < 3; band++) {
    size_t sum = 0;
    int value = 0;
    while (value < 255 && (sum += tally[band][value]) * 2 < count) value++;
    colour[band] = (uint8_t)value;
  }
  for (size_t n = 0; n < count; n++) {
    const uint8_t *pixel = pixels + 4 * souk_pixels_border(n, width, height);
    if (souk_pixels_distance(pixel, colour) <= SOUK_PIXELS_TOLERANCE) near++;
  }
  return near * 100 >= count * SOUK_PIXELS_EVEN_PERCENT;
}

// Marks what is joined to the border in its colour. `stack` has room for every pixel, each of which is put there once.
// Answers how many were marked.
static inline size_t souk_pixels_flood(
    const uint8_t *distance, uint8_t *mark, uint32_t *stack, size_t width, size_t height) {
  size_t waiting = 0, marked = 0;
  for (size_t n = 0; n < 2 * (width + height); n++) {
    size_t index = souk_pixels_border(n, width, height);
    if (mark[index] || distance[index] > SOUK_PIXELS_TOLERANCE) continue;
    mark[index] = 1;
    stack[waiting++] = (uint32_t)index;
  }
  while (waiting) {
    size_t index = stack[--waiting], x = index % width;
    marked++;
    size_t next[4];
    int count = 0;
    if (x > 0) next[count++] = index - 1;
    if (x + 1 < width) next[count++] = index + 1;
    if (index >= width) next[count++] = index - width;
    if (index + width < width * height) next[count++] = index + width;
    for (int n = 0; n < count; n++) {
      if (mark[next[n]] || distance[next[n]] > SOUK_PIXELS_TOLERANCE) continue;
      mark[next[n]] = 1;
      stack[waiting++] = (uint32_t)next[n];
    }
  }
  return marked;
}

// Makes a pixel beside the background as clear as it is mixed with it, and takes the background's colour out of it.
// What it is compared with is the pixel near it that is least like the background.
static inline void souk_pixels_soften(uint8_t *pixels, const uint8_t *distance, const uint8_t *mark, size_t width,
    size_t height, size_t index, const uint8_t colour[3]) {
  size_t x = index % width, y = index / width;
  size_t left = x < 2 ? 0 : x - 2, right = x + 2 < width ? x + 2 : width - 1;
  size_t top = y < 2 ? 0 : y - 2, bottom = y + 2 < height ? y + 2 : height - 1;
  int most = 0, touches = 0;
  for (size_t row = top; row <= bottom; row++) {
    for (size_t column = left; column <= right; column++) {
      size_t other = row * width + column;
      if (mark[other]) touches = 1;
      else if (distance[other] > most) most = distance[other];
    }
  }
  if (!touches || most == 0 || distance[index] >= most) return;
  int part = distance[index] * 255 / most;
  uint8_t *pixel = pixels + 4 * index;
  if (part == 0) {
    pixel[3] = 0;
    return;
  }
  for (int band = 0; band < 3; band++) {
    int mixed = pixel[band] * 255 - colour[band] * (255 - part);
    pixel[band] = (uint8_t)souk_pixels_clamp(mixed / part);
  }
  pixel[3] = (uint8_t)(pixel[3] * part / 255);
}

// Makes the background clear: what has the border's colour and is joined to the border.
static inline int souk_pixels_cut_background(uint8_t *pixels, int width, int height) {
  size_t w = (size_t)width, h = (size_t)height, count = w * h;
  uint8_t colour[3];
  int even = souk_pixels_border_colour(pixels, w, h, colour);
  if (even < 0) return SOUK_PIXELS_DONE;
  if (!even) return SOUK_PIXELS_UNEVEN;
  uint8_t *distance = malloc(count), *mark = calloc(count, 1);
  uint32_t *stack = malloc(count * sizeof(uint32_t));
  int result = SOUK_PIXELS_NO_MEMORY;
  if (distance && mark && stack) {
    for (size_t index = 0; index < count; index++) {
      distance[index] = pixels[4 * index + 3] < 8 ? 0 : (uint8_t)souk_pixels_distance(pixels + 4 * index, colour);
    }
    size_t marked = souk_pixels_flood(distance, mark, stack, w, h);
    result = marked >= count - count / 500 ? SOUK_PIXELS_NOTHING_LEFT : SOUK_PIXELS_DONE;
    for (size_t index = 0; result == SOUK_PIXELS_DONE && index < count; index++) {
      if (mark[index]) memset(pixels + 4 * index, 0, 4);
      else souk_pixels_soften(pixels, distance, mark, w, h, index, colour);
    }
  }
  free(distance);
  free(mark);
  free(stack);
  return result;
}

// One line of a box blur; `step` leads from one value to the next. What is beyond the ends is 0.
static inline void souk_pixels_blur_line(
    uint8_t *line, size_t step, int length, int radius, uint8_t *copy) {
  for (int n = 0; n < length; n++) copy[n] = line[(size_t)n * step];
  int sum = 0, size = 2 * radius + 1;
  for (int n = 0; n <= radius && n < length; n++) sum += copy[n];
  for (int n = 0; n < length; n++) {
    line[(size_t)n * step] = (uint8_t)((sum + radius) / size);
    if (n + radius + 1 < length) sum += copy[n + radius + 1];
    if (n - radius >= 0) sum -= copy[n - radius];
  }
}

// Puts a picture with `margin` pixels around it over the blurred shadow that it throws down. `out` has the larger size.
static inline int souk_pixels_shadow(
    const uint8_t *pixels, int width, int height, int margin, uint8_t *out) {
  int w = width + 2 * margin, h = height + 2 * margin, radius = margin / 5 + 1;
  uint8_t *shade = calloc((size_t)w * (size_t)h, 1), *copy = malloc((size_t)(w > h ? w : h));
  if (!shade || !copy) {
    free(shade);
    free(copy);
    return SOUK_PIXELS_NO_MEMORY;
  }
  for (int y = 0; y < height; y++) {
    uint8_t *line = shade + (size_t)(y + margin + margin / 3) * (size_t)w + margin;
    for (int x = 0; x < width; x++) line[x] = pixels[4 * ((size_t)y * (size_t)width + (size_t)x) + 3];
  }
  for (int turn = 0; turn < 3; turn++) {
    for (int y = 0; y < h; y++) souk_pixels_blur_line(shade + (size_t)y * (size_t)w, 1, w, radius, copy);
    for (int x = 0; x < w; x++) souk_pixels_blur_line(shade + x, (size_t)w, h, radius, copy);
  }
  for (int y = 0; y < h; y++) {
    for (int x = 0; x < w; x++) {
      size_t index = (size_t)y * (size_t)w + (size_t)x;
      int inside = x >= margin && x < margin + width && y >= margin && y < margin + height;
      static const uint8_t clear[4] = {0, 0, 0, 0};
      const uint8_t *above =
          inside ? pixels + 4 * ((size_t)(y - margin) * (size_t)width + (size_t)(x - margin)) : clear;
      int below = shade[index] * 2 / 5 * (255 - above[3]) / 255, alpha = above[3] + below;
      for (int band = 0; band < 3; band++)
        out[4 * index + (size_t)band] = alpha ? (uint8_t)(above[band] * above[3] / alpha) : 0;
      out[4 * index + 3] = (uint8_t)alpha;
    }
  }
  free(shade);
  free(copy);
  return SOUK_PIXELS_DONE;
}

// The mean of a channel around a pixel, the nearer ones counting more; of those alone that are as near in value as
// `limit`. Clear pixels have no say.
static inline int souk_pixels_around(
    const uint8_t *pixels, int width, int height, int x, int y, int band, int limit) {
  int own = pixels[4 * ((size_t)y * (size_t)width + (size_t)x) + (size_t)band], sum = 0, weights = 0;
  for (int dy = -1; dy <= 1; dy++) {
    for (int dx = -1; dx <= 1; dx++) {
      int column = x + dx, row = y + dy;
      if (column < 0 || row < 0 || column >= width || row >= height) continue;
      const uint8_t *other = pixels + 4 * ((size_t)row * (size_t)width + (size_t)column);
      if (other[3] < 128 || abs(other[band] - own) > limit) continue;
      int weight = (dx ? 1 : 2) * (dy ? 1 : 2);
      sum += weight * other[band];
      weights += weight;
    }
  }
  return weights ? (sum + weights / 2) / weights : own;
}

// Every channel over the mean around it: with a `limit` smoother (the mean itself), without one (255) sharper by
// `percent` of what sets it off.
static inline int souk_pixels_filter(uint8_t *pixels, int width, int height, int limit, int percent) {
  size_t length = 4 * (size_t)width * (size_t)height;
  uint8_t *copy = malloc(length);
  if (!copy) return SOUK_PIXELS_NO_MEMORY;
  memcpy(copy, pixels, length);
  for (int y = 0; y < height; y++) {
    for (int x = 0; x < width; x++) {
      uint8_t *pixel = pixels + 4 * ((size_t)y * (size_t)width + (size_t)x);
      if (pixel[3] == 0) continue;
      for (int band = 0; band < 3; band++) {
        int mean = souk_pixels_around(copy, width, height, x, y, band, limit);
        pixel[band] = (uint8_t)souk_pixels_clamp(
            limit < 255 ? mean : pixel[band] + (pixel[band] - mean) * percent / 100);
      }
    }
  }
  free(copy);
  return SOUK_PIXELS_DONE;
}

// Gives a dull picture most of the range from black to white, by one curve for all channels, so that colours stay.
static inline void souk_pixels_level(uint8_t *pixels, int width, int height) {
  size_t count = (size_t)width * (size_t)height, seen = 0, tally[256] = {0};
  for (size_t index = 0; index < count; index++) {
    const uint8_t *pixel = pixels + 4 * index;
    if (pixel[3] < 128) continue;
    tally[(pixel[0] * 54 + pixel[1] * 183 + pixel[2] * 19) >> 8]++;
    seen++;
  }
  int low = 0, high = 255;
  for (size_t sum = tally[0]; low < 255 && sum * 200 <= seen; sum += tally[low]) low++;
  for (size_t sum = tally[255]; high > 0 && sum * 200 <= seen; sum += tally[high]) high--;
  if (high - low < 32) return;
  low = low * 3 / 4;
  high = 255 - (255 - high) * 3 / 4;
  if (low > 60) low = 60;
  if (high < 195) high = 195;
  for (size_t index = 0; index < count; index++) {
    for (int band = 0; band < 3; band++) {
      uint8_t *value = pixels + 4 * index + band;
      *value = (uint8_t)souk_pixels_clamp((*value - low) * 255 / (high - low));
    }
  }
}

// Better light, less noise, clearer edges; each so little that the goods stay what they are.
static inline int souk_pixels_retouch(uint8_t *pixels, int width, int height) {
  souk_pixels_level(pixels, width, height);
  int result = souk_pixels_filter(pixels, width, height, 10, 0);
  return result ? result : souk_pixels_filter(pixels, width, height, 255, 40);
}

static inline float souk_pixels_lanczos(float x) {
  x = fabsf(x);
  if (x >= 3) return 0;
  if (x < 1e-4f) return 1;
  float angle = 3.14159265f * x;
  return 3 * sinf(angle) * sinf(angle / 3) / (angle * angle);
}

// The six values that a value of the larger line is made of, from `start` on, and their weights.
static inline int souk_pixels_taps(int place, int from, int to, float weights[6]) {
  float centre = ((float)place + 0.5f) * (float)from / (float)to - 0.5f, sum = 0;
  int start = (int)floorf(centre) - 2;
  for (int n = 0; n < 6; n++) sum += weights[n] = souk_pixels_lanczos(centre - (float)(start + n));
  for (int n = 0; n < 6; n++) weights[n] /= sum;
  return start;
}

static inline int souk_pixels_within(int place, int length) {
  return place < 0 ? 0 : place >= length ? length - 1 : place;
}

// Enlarges by a Lanczos window of three lobes; no side of `out` is shorter than the picture's. Clear pixels have no
// colour to give.
static inline int souk_pixels_enlarge(
    const uint8_t *pixels, int width, int height, uint8_t *out, int w, int h) {
  float *wide = malloc((size_t)w * (size_t)height * 4 * sizeof(float));
  if (!wide) return SOUK_PIXELS_NO_MEMORY;
  float weights[6];
  for (int x = 0; x < w; x++) {
    int start = souk_pixels_taps(x, width, w, weights);
    for (int y = 0; y < height; y++) {
      float *to = wide + 4 * ((size_t)y * (size_t)w + (size_t)x);
      to[0] = to[1] = to[2] = to[3] = 0;
      for (int n = 0; n < 6; n++) {
        size_t column = (size_t)souk_pixels_within(start + n, width);
        const uint8_t *from = pixels + 4 * ((size_t)y * (size_t)width + column);
        float part = weights[n] * (float)from[3] / 255;
        for (int band = 0; band < 3; band++) to[band] += part * (float)from[band];
        to[3] += weights[n] * (float)from[3];
      }
    }
  }
  for (int y = 0; y < h; y++) {
    int start = souk_pixels_taps(y, height, h, weights);
    for (int x = 0; x < w; x++) {
      float sum[4] = {0, 0, 0, 0};
      for (int n = 0; n < 6; n++) {
        size_t row = (size_t)souk_pixels_within(start + n, height);
        const float *from = wide + 4 * (row * (size_t)w + (size_t)x);
        for (int band = 0; band < 4; band++) sum[band] += weights[n] * from[band];
      }
      uint8_t *to = out + 4 * ((size_t)y * (size_t)w + (size_t)x);
      to[3] = (uint8_t)souk_pixels_clamp((int)(sum[3] + 0.5f));
      for (int band = 0; band < 3; band++)
        to[band] = to[3] ? (uint8_t)souk_pixels_clamp((int)(sum[band] * 255 / sum[3] + 0.5f)) : 0;
    }
  }
  free(wide);
  return souk_pixels_filter(out, w, h, 255, 50);
}

// Puts the picture on white.
static inline void souk_pixels_whiten(uint8_t *pixels, int width, int height) {
  for (size_t index = 0; index < (size_t)width * (size_t)height; index++) {
    uint8_t *pixel = pixels + 4 * index;
    for (int band = 0; band < 3; band++)
      pixel[band] = (uint8_t)((pixel[band] * pixel[3] + 255 * (255 - pixel[3]) + 127) / 255);
    pixel[3] = 255;
  }
}
#endif
