#ifndef SOUK_CResolv_H
#define SOUK_CResolv_H
#include <arpa/inet.h>
#include <arpa/nameser.h>
#include <netdb.h>
#include <netinet/in.h>
#include <resolv.h>
#include <string.h>

/* The resolver's state is a struct of macros and bit fields that Swift can't see, so it stays on this side.
   Asks for the TXT records of a name: the servers of /etc/resolv.conf, or the one at an IPv4 address.
   Answers with the length of the message in `answer`, or -1 with a code of netdb.h in `failure`. */
static inline int souk_resolve_text(
    const char *name, const char *server, unsigned short port, int seconds, int tries,
    unsigned char *answer, int capacity, int *failure) {
  struct __res_state state;
  memset(&state, 0, sizeof state);
  *failure = TRY_AGAIN;
  if (res_ninit(&state) != 0) return -1;
  state.retrans = seconds;
  state.retry = tries;
  state.options &= ~(RES_DNSRCH | RES_DEFNAMES);
  if (server != NULL) {
    struct sockaddr_in *address = &state.nsaddr_list[0];
    memset(address, 0, sizeof *address);
    address->sin_family = AF_INET;
    address->sin_port = htons(port);
    state.nscount = 1;
    if (inet_pton(AF_INET, server, &address->sin_addr) != 1) {
      res_nclose(&state);
      return -1;
    }
  }
  int length = res_nquery(&state, name, ns_c_in, ns_t_txt, answer, capacity);
  if (length < 0) *failure = state.res_h_errno;
  res_nclose(&state);
  return length > capacity ? capacity : length;
}
#endif
