#ifndef SOUK_CVIPS_H
#define SOUK_CVIPS_H
// Swift can't call variadic C functions, so the few libvips operations that Souk uses are named here. What they need of
// <vips/vips.h> (8.14, a stable C ABI) is declared instead of included: that header brings all of GLib into every build,
// and compiler flags from pkg-config that SwiftPM warns about.
#include <stddef.h>
#include <time.h>

typedef struct _VipsImage VipsImage;

enum { SOUK_VIPS_ACCESS_SEQUENTIAL = 1, SOUK_VIPS_SIZE_BOTH = 0, SOUK_VIPS_SIZE_DOWN = 2, SOUK_VIPS_CROP_CENTRE = 1 };
enum { SOUK_VIPS_COMPRESSION_AV1 = 4, SOUK_VIPS_FORMAT_UCHAR = 0, SOUK_VIPS_CMYK = 15, SOUK_VIPS_SRGB = 22 };
enum { SOUK_VIPS_MAX_COORD = 10000000, SOUK_G_LOG_LEVEL_WARNING = 1 << 4 };

extern int vips_init(const char *argv0);
extern void vips_cache_set_max(int max);
extern void vips_concurrency_set(int concurrency);
extern void vips_operation_block_set(const char *name, int state);
extern void vips_thread_shutdown(void);
extern void vips_error_clear(void);
extern VipsImage *vips_image_new_from_buffer(const void *bytes, size_t length, const char *options, ...);
extern VipsImage *vips_image_copy_memory(VipsImage *image);
extern int vips_image_get_width(const VipsImage *image);
extern int vips_image_get_height(const VipsImage *image);
extern void vips_image_set_progress(VipsImage *image, int progress);
extern void vips_image_set_kill(VipsImage *image, int kill);
extern int vips_thumbnail_buffer(void *bytes, size_t length, VipsImage **out, int width, ...);
extern int vips_thumbnail_image(VipsImage *in, VipsImage **out, int width, ...);
extern int vips_webpsave_buffer(VipsImage *in, void **out, size_t *length, ...);
extern int vips_heifsave_buffer(VipsImage *in, void **out, size_t *length, ...);
extern const char *vips_foreign_find_save(const char *filename);
extern int vips_image_hasalpha(VipsImage *image);
extern int vips_pngsave_buffer(VipsImage *in, void **out, size_t *length, ...);
extern int vips_jpegsave_buffer(VipsImage *in, void **out, size_t *length, ...);
extern int vips_extract_area(VipsImage *in, VipsImage **out, int left, int top, int width, int height, ...);
extern size_t vips_image_get_typeof(const VipsImage *image, const char *name);
extern int vips_image_guess_interpretation(const VipsImage *image);
extern int vips_image_get_bands(const VipsImage *image);
extern int vips_extract_band(VipsImage *in, VipsImage **out, int band, ...);
extern int vips_min(VipsImage *in, double *out, ...);
extern int vips_colourspace(VipsImage *in, VipsImage **out, int space, ...);
extern int vips_addalpha(VipsImage *in, VipsImage **out, ...);
extern int vips_cast_uchar(VipsImage *in, VipsImage **out, ...);
extern int vips_copy(VipsImage *in, VipsImage **out, ...);
extern void *vips_image_write_to_memory(VipsImage *in, size_t *length);
extern VipsImage *vips_image_new_from_memory_copy(
    const void *bytes, size_t length, int width, int height, int bands, int format);
extern char **vips_image_get_fields(VipsImage *image);
extern int vips_image_remove(VipsImage *image, const char *name);
extern unsigned long g_signal_connect_data(
    void *instance, const char *signal, void (*handler)(void), void *data, void *destroy, int flags);
extern void g_signal_handler_disconnect(void *instance, unsigned long handler);
extern void g_object_unref(void *object);
extern void g_free(void *memory);
extern void g_strfreev(char **strings);
extern unsigned int g_log_set_handler(
    const char *domain, int levels, void (*handler)(const char *, int, const char *, void *), void *data);

// libvips warns on standard error of every damaged upload. The uploader is told; the log need not be.
static inline void souk_vips_ignore(const char *domain, int level, const char *message, void *data) {
  (void)domain;
  (void)level;
  (void)message;
  (void)data;
}

// Starts libvips: no operation cache (uploads never repeat), one thread an image (callers bound the images), and only
// the decoders that Souk asks for.
static inline int souk_vips_start(void) {
  if (vips_init("souk")) return -1;
  g_log_set_handler("VIPS", SOUK_G_LOG_LEVEL_WARNING, souk_vips_ignore, NULL);
  vips_cache_set_max(0);
  vips_concurrency_set(1);
  vips_operation_block_set("VipsForeignLoad", 1);
  vips_operation_block_set("VipsForeignLoadPng", 0);
  vips_operation_block_set("VipsForeignLoadJpeg", 0);
  vips_operation_block_set("VipsForeignLoadWebp", 0);
  vips_operation_block_set("VipsForeignLoadNsgif", 0);
  vips_operation_block_set("VipsForeignLoadSvg", 0);
  return 0;
}

// How long a picture may take. is_over says that it took longer and was given up.
struct souk_vips_watch {
  struct timespec end;
  int is_over;
};

static inline struct souk_vips_watch souk_vips_watch_start(int seconds) {
  struct souk_vips_watch watch = {{0, 0}, 0};
  clock_gettime(CLOCK_MONOTONIC, &watch.end);
  watch.end.tv_sec += seconds;
  return watch;
}

// libvips asks between strips of the picture.
static inline void souk_vips_watch_look(VipsImage *image, void *progress, struct souk_vips_watch *watch) {
  (void)progress;
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  int is_over = now.tv_sec != watch->end.tv_sec ? now.tv_sec > watch->end.tv_sec : now.tv_nsec > watch->end.tv_nsec;
  if (!is_over) return;
  watch->is_over = 1;
  vips_image_set_kill(image, 1);
}

// Forgets what is known about the picture besides its pixels. `strip` alone leaves EXIF and the colour profile in WebP
// files of libvips 8.14.
static inline void souk_vips_forget(VipsImage *image) {
  char **fields = vips_image_get_fields(image);
  for (char **field = fields; field && *field; field++) vips_image_remove(image, *field);
  g_strfreev(fields);
}

// Computes the picture into memory of its own, in time or not at all.
static inline VipsImage *souk_vips_compute(VipsImage *lazy, struct souk_vips_watch *watch) {
  vips_image_set_progress(lazy, 1);
  unsigned long handler =
      g_signal_connect_data(lazy, "eval", (void (*)(void))souk_vips_watch_look, watch, NULL, 0);
  VipsImage *image = vips_image_copy_memory(lazy);
  // Of a small picture libvips makes one strip and asks nothing.
  souk_vips_watch_look(lazy, NULL, watch);
  // The result would go on telling the lazy image, and that one the watch; it outlives both.
  if (image) vips_image_set_progress(image, 0);
  g_signal_handler_disconnect(lazy, handler);
  g_object_unref(lazy);
  if (image && watch->is_over) {
    g_object_unref(image);
    return NULL;
  }
  if (image) souk_vips_forget(image);
  return image;
}

// The profile that a file's colours are converted to; NULL when it names none of its own: such a picture is in sRGB
// already, and a conversion by way of libvips's own would shift its white.
static inline const char *souk_vips_profile(const void *bytes, size_t length) {
  VipsImage *head = vips_image_new_from_buffer(bytes, length, "", NULL);
  if (!head) return NULL;
  int converts = vips_image_get_typeof(head, "icc-profile-data") != 0 ||
                 vips_image_guess_interpretation(head) == SOUK_VIPS_CMYK;
  g_object_unref(head);
  return converts ? "srgb" : NULL;
}

// The same picture in sRGB with eight bits a sample, which it is but for grey and deep ones.
static inline VipsImage *souk_vips_plain(VipsImage *lazy) {
  VipsImage *plain = NULL;
  if (vips_colourspace(lazy, &plain, SOUK_VIPS_SRGB, NULL)) plain = NULL;
  g_object_unref(lazy);
  return plain;
}

// Decodes, turns upright, converts to sRGB and shrinks into width by height. A file that is damaged or ends too soon is
// an error.
static inline VipsImage *souk_vips_shrink_bytes(
    const void *bytes, size_t length, int width, int height, struct souk_vips_watch *watch) {
  VipsImage *lazy = NULL;
  if (vips_thumbnail_buffer((void *)bytes, length, &lazy, width, "height", height, "size", SOUK_VIPS_SIZE_DOWN,
          "export_profile", souk_vips_profile(bytes, length), "option_string", "[fail_on=error]", NULL))
    return NULL;
  lazy = souk_vips_plain(lazy);
  return lazy ? souk_vips_compute(lazy, watch) : NULL;
}

// As souk_vips_shrink_bytes, but fills a square: what sticks out at the longer sides is cut off.
static inline VipsImage *souk_vips_square_bytes(
    const void *bytes, size_t length, int side, struct souk_vips_watch *watch) {
  VipsImage *lazy = NULL;
  if (vips_thumbnail_buffer((void *)bytes, length, &lazy, side, "height", side, "size", SOUK_VIPS_SIZE_BOTH, "crop",
          SOUK_VIPS_CROP_CENTRE, "export_profile", souk_vips_profile(bytes, length), "option_string",
          "[fail_on=error]", NULL))
    return NULL;
  lazy = souk_vips_plain(lazy);
  return lazy ? souk_vips_compute(lazy, watch) : NULL;
}

static inline VipsImage *souk_vips_shrink_image(VipsImage *from, int width, int height) {
  VipsImage *lazy = NULL;
  if (vips_thumbnail_image(from, &lazy, width, "height", height, "size", SOUK_VIPS_SIZE_DOWN, NULL)) return NULL;
  VipsImage *image = vips_image_copy_memory(lazy);
  g_object_unref(lazy);
  return image;
}

// Fills width by height with the middle of the picture; `may_grow` says whether it is enlarged for that.
static inline VipsImage *souk_vips_fill_image(VipsImage *from, int width, int height, int may_grow) {
  VipsImage *lazy = NULL;
  if (vips_thumbnail_image(from, &lazy, width, "height", height, "size",
          may_grow ? SOUK_VIPS_SIZE_BOTH : SOUK_VIPS_SIZE_DOWN, "crop", SOUK_VIPS_CROP_CENTRE, NULL))
    return NULL;
  VipsImage *image = vips_image_copy_memory(lazy);
  g_object_unref(lazy);
  return image;
}

// A part of the picture, which lies within it.
static inline VipsImage *souk_vips_cut_image(VipsImage *from, int left, int top, int width, int height) {
  VipsImage *lazy = NULL;
  if (vips_extract_area(from, &lazy, left, top, width, height, NULL)) return NULL;
  VipsImage *image = vips_image_copy_memory(lazy);
  g_object_unref(lazy);
  return image;
}

// The pixels as bytes of red, green, blue and alpha, line by line; freed by g_free.
static inline void *souk_vips_pixels(VipsImage *image, size_t *length) {
  VipsImage *colours = NULL, *bytes = NULL, *whole = NULL;
  void *memory = NULL;
  if (!vips_colourspace(image, &colours, SOUK_VIPS_SRGB, NULL) && !vips_cast_uchar(colours, &bytes, NULL)) {
    if (vips_image_hasalpha(bytes)) memory = vips_image_write_to_memory(bytes, length);
    else if (!vips_addalpha(bytes, &whole, NULL)) memory = vips_image_write_to_memory(whole, length);
  }
  if (whole) g_object_unref(whole);
  if (bytes) g_object_unref(bytes);
  if (colours) g_object_unref(colours);
  return memory;
}

// A picture of such bytes.
static inline VipsImage *souk_vips_of_pixels(const void *pixels, size_t length, int width, int height) {
  VipsImage *plain = vips_image_new_from_memory_copy(pixels, length, width, height, 4, SOUK_VIPS_FORMAT_UCHAR);
  VipsImage *image = NULL;
  if (!plain) return NULL;
  if (vips_copy(plain, &image, "interpretation", SOUK_VIPS_SRGB, NULL)) image = NULL;
  g_object_unref(plain);
  return image;
}

// JPEG and PNG without any metadata. *out is freed by g_free.
static inline int souk_vips_jpeg(VipsImage *image, int quality, void **out, size_t *length) {
  return vips_jpegsave_buffer(image, out, length, "Q", quality, "optimize_coding", 1, "strip", 1, NULL);
}

static inline int souk_vips_png(VipsImage *image, void **out, size_t *length) {
  return vips_pngsave_buffer(image, out, length, "compression", 6, "strip", 1, NULL);
}

// Whether anything of the picture lets through what is behind it; the picture has eight bits a sample.
static inline int souk_vips_is_transparent(VipsImage *image) {
  VipsImage *alpha = NULL;
  double least = 0;
  if (!vips_image_hasalpha(image)) return 0;
  if (vips_extract_band(image, &alpha, vips_image_get_bands(image) - 1, NULL)) return 1;
  int failed = vips_min(alpha, &least, NULL);
  g_object_unref(alpha);
  return failed || least < 255;
}

// WebP without any metadata. *out is freed by g_free.
static inline int souk_vips_webp(VipsImage *image, int quality, void **out, size_t *length) {
  return vips_webpsave_buffer(image, out, length, "Q", quality, "effort", 3, "strip", 1, NULL);
}

// AVIF without any metadata, by the fastest way of its encoder. *out is freed by g_free.
static inline int souk_vips_avif(VipsImage *image, int quality, void **out, size_t *length) {
  return vips_heifsave_buffer(image, out, length, "compression", SOUK_VIPS_COMPRESSION_AV1, "Q", quality, "effort", 0,
      "strip", 1, NULL);
}

// Draws an SVG of our own at the given width and answers it as PNG. *out is freed by g_free.
static inline int souk_vips_draw(const void *svg, size_t length, int width, void **out, size_t *out_length) {
  VipsImage *image = NULL;
  if (vips_thumbnail_buffer((void *)svg, length, &image, width, "height", SOUK_VIPS_MAX_COORD, NULL)) return -1;
  int result = vips_pngsave_buffer(image, out, out_length, "compression", 6, "strip", 1, NULL);
  g_object_unref(image);
  return result;
}
#endif
