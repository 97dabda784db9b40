#ifndef SOUK_CCURL_H
#define SOUK_CCURL_H
// Swift can't call variadic C functions, and curl_easy_setopt is one, so the transfers that Souk makes are set up here.
#include <curl/curl.h>
#include <string.h>

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

static inline CURLcode souk_curl_start(void) { return curl_global_init(CURL_GLOBAL_ALL); }
#endif
