#ifndef SOUK_CLibPQ_H
#define SOUK_CLibPQ_H
#include <libpq-fe.h>
#endif
