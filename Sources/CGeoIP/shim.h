#ifndef SOUK_CGEOIP_H
#define SOUK_CGEOIP_H
#include <GeoIP.h>
#endif
