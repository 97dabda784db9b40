#ifndef SOUK_CCURL_H
#define SOUK_CCURL_H
// Swift can't call variadic C functions, and curl_easy_setopt is one, so the transfers that Souk makes are set up here.
#include <curl/curl.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

struct souk_curl_upload {
  const char *bytes;
  size_t length;
  size_t offset;
};

static inline size_t souk_curl_read(char *buffer, size_t size, size_t count, void *state) {
  struct souk_curl_upload *upload = (struct souk_curl_upload *)state;
  size_t room = size * count;
  size_t left = upload->length - upload->offset;
  size_t taken = left < room ? left : room;
  memcpy(buffer, upload->bytes + upload->offset, taken);
  upload->offset += taken;
  return taken;
}

struct souk_curl_mail {
  const char *url;        // smtp:// or smtps://, without credentials
  const char *user;       // NULL without credentials
  const char *password;   // NULL without credentials
  const char *from;       // envelope sender, as <a@b>
  const char *to;         // envelope recipient, as <a@b>
  int requires_tls;       // refuse to go on in the clear
  long timeout_seconds;   // for the whole transfer
  const char *bytes;      // the message with CRLF line ends
  size_t length;
};

// Sends one mail. Answers curl's code; *status is the server's last answer, and error gets curl's own words.
static inline CURLcode souk_curl_send(
    const struct souk_curl_mail *mail, long *status, char error[CURL_ERROR_SIZE]) {
  CURL *easy = curl_easy_init();
  if (!easy) return CURLE_FAILED_INIT;
  struct souk_curl_upload upload = {mail->bytes, mail->length, 0};
  struct curl_slist *recipients = curl_slist_append(NULL, mail->to);
  error[0] = 0;
  curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, error);
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy, CURLOPT_URL, mail->url);
  curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  curl_easy_setopt(easy, CURLOPT_PROXY, "");
  if (mail->user) curl_easy_setopt(easy, CURLOPT_USERNAME, mail->user);
  if (mail->password) curl_easy_setopt(easy, CURLOPT_PASSWORD, mail->password);
  curl_easy_setopt(easy, CURLOPT_USE_SSL, mail->requires_tls ? (long)CURLUSESSL_ALL : (long)CURLUSESSL_TRY);
  curl_easy_setopt(easy, CURLOPT_MAIL_FROM, mail->from);
  curl_easy_setopt(easy, CURLOPT_MAIL_RCPT, recipients);
  curl_easy_setopt(easy, CURLOPT_UPLOAD, 1L);
  curl_easy_setopt(easy, CURLOPT_READFUNCTION, souk_curl_read);
  curl_easy_setopt(easy, CURLOPT_READDATA, &upload);
  curl_easy_setopt(easy, CURLOPT_INFILESIZE_LARGE, (curl_off_t)mail->length);
  curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT, 10L);
  curl_easy_setopt(easy, CURLOPT_TIMEOUT, mail->timeout_seconds);
  CURLcode code = curl_easy_perform(easy);
  curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, status);
  curl_slist_free_all(recipients);
  curl_easy_cleanup(easy);
  return code;
}

struct souk_curl_buffer {
  char *bytes;
  size_t length;
  size_t capacity;
  size_t maximum;
  int is_full;            // more came than `maximum`
};

static inline int souk_curl_append(struct souk_curl_buffer *buffer, const char *bytes, size_t length) {
  if (length > buffer->maximum - buffer->length) {
    buffer->is_full = 1;
    return 0;
  }
  if (buffer->length + length > buffer->capacity) {
    size_t wanted = (buffer->length + length) * 2;
    char *grown = (char *)realloc(buffer->bytes, wanted);
    if (!grown) return 0;
    buffer->bytes = grown;
    buffer->capacity = wanted;
  }
  memcpy(buffer->bytes + buffer->length, bytes, length);
  buffer->length += length;
  return 1;
}

static inline size_t souk_curl_take(char *bytes, size_t size, size_t count, void *state) {
  return souk_curl_append((struct souk_curl_buffer *)state, bytes, size * count) ? size * count : 0;
}

// Keeps the header fields of the last answer only: those of redirects before it go.
static inline size_t souk_curl_take_field(char *bytes, size_t size, size_t count, void *state) {
  struct souk_curl_buffer *fields = (struct souk_curl_buffer *)state;
  if (size * count >= 5 && memcmp(bytes, "HTTP/", 5) == 0) fields->length = 0;
  return souk_curl_append(fields, bytes, size * count) ? size * count : 0;
}

struct souk_curl_request {
  const char *url;
  const char *method;             // NULL for GET and HEAD
  int is_head;                    // the answer has no content
  const char *const *fields;      // header fields as "Name: value"
  size_t field_count;
  const char *bytes;              // the content; not NULL for anything but GET
  size_t length;
  long timeout_milliseconds;      // for the whole transfer
  long connect_milliseconds;
  long maximum_redirects;         // 0 follows none
  size_t maximum_bytes;           // of the answer's content
  // Asked before each connection with the bytes of the address that it would go to; NULL allows all.
  int (*allows)(const unsigned char *address, size_t length);
};

struct souk_curl_answer {
  long status;
  struct souk_curl_buffer content;
  struct souk_curl_buffer fields;
  int is_refused;                 // `allows` said no
};

struct souk_curl_guard {
  const struct souk_curl_request *request;
  struct souk_curl_answer *answer;
};

static inline curl_socket_t souk_curl_open(void *state, curlsocktype purpose, struct curl_sockaddr *to) {
  struct souk_curl_guard *guard = (struct souk_curl_guard *)state;
  (void)purpose;
  if (guard->request->allows) {
    int is_allowed = 0;
    if (to->family == AF_INET) {
      const struct sockaddr_in *four = (const struct sockaddr_in *)(const void *)&to->addr;
      is_allowed = guard->request->allows((const unsigned char *)&four->sin_addr, 4);
    } else if (to->family == AF_INET6) {
      const struct sockaddr_in6 *six = (const struct sockaddr_in6 *)(const void *)&to->addr;
      is_allowed = guard->request->allows((const unsigned char *)&six->sin6_addr, 16);
    }
    if (!is_allowed) {
      guard->answer->is_refused = 1;
      return CURL_SOCKET_BAD;
    }
  }
  return socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
}

static inline CURL *souk_curl_make(void) { return curl_easy_init(); }
static inline void souk_curl_free(CURL *easy) { curl_easy_cleanup(easy); }

static inline void souk_curl_free_answer(struct souk_curl_answer *answer) {
  free(answer->content.bytes);
  free(answer->fields.bytes);
}

// Makes one HTTP request with a handle of souk_curl_make, which keeps connections open for the next one. Certificates
// are always checked. Answers curl's code; the answer is to be freed with souk_curl_free_answer whatever the code.
static inline CURLcode souk_curl_fetch(
    CURL *easy, const struct souk_curl_request *request, struct souk_curl_answer *answer,
    char error[CURL_ERROR_SIZE]) {
  struct souk_curl_guard guard = {request, answer};
  struct curl_slist *fields = NULL;
  memset(answer, 0, sizeof *answer);
  answer->content.maximum = request->maximum_bytes;
  answer->fields.maximum = 64 * 1024;
  error[0] = 0;
  curl_easy_reset(easy);
  for (size_t index = 0; index < request->field_count; index++) {
    fields = curl_slist_append(fields, request->fields[index]);
  }
  curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, error);
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy, CURLOPT_URL, request->url);
  curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(easy, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(easy, CURLOPT_PROXY, "");
  curl_easy_setopt(easy, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
  curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
  curl_easy_setopt(easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
  curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "");
  curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, request->maximum_redirects > 0 ? 1L : 0L);
  curl_easy_setopt(easy, CURLOPT_MAXREDIRS, request->maximum_redirects);
  curl_easy_setopt(easy, CURLOPT_HTTPHEADER, fields);
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, souk_curl_take);
  curl_easy_setopt(easy, CURLOPT_WRITEDATA, &answer->content);
  curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, souk_curl_take_field);
  curl_easy_setopt(easy, CURLOPT_HEADERDATA, &answer->fields);
  curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, souk_curl_open);
  curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, &guard);
  curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, request->connect_milliseconds);
  curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, request->timeout_milliseconds);
  if (request->method) {
    curl_easy_setopt(easy, CURLOPT_POST, 1L);
    curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, request->method);
    curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)request->length);
    curl_easy_setopt(easy, CURLOPT_POSTFIELDS, request->bytes);
  }
  if (request->is_head) curl_easy_setopt(easy, CURLOPT_NOBODY, 1L);
  CURLcode code = curl_easy_perform(easy);
  curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &answer->status);
  // What the handle still points to ends with this call.
  curl_easy_reset(easy);
  curl_slist_free_all(fields);
  return code;
}

static inline CURLcode souk_curl_start(void) { return curl_global_init(CURL_GLOBAL_ALL); }
#endif
