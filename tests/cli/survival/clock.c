/* Preloaded, gives a process another clock: CLOCK_SHIFT_SECONDS are added to the time of day from CLOCK_SHIFT_AFTER_MS
   milliseconds after its first look at it. Clocks that are never set back are left alone. */
#define _GNU_SOURCE
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static long long number(const char *name) {
    const char *text = getenv(name);
    return text ? atoll(text) : 0;
}

static long long steady_ms(void) {
    struct timespec now;
    syscall(SYS_clock_gettime, CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

static long long shift(void) {
    static long long first = -1;
    if (first < 0)
        first = steady_ms();
    return steady_ms() - first >= number("CLOCK_SHIFT_AFTER_MS") ? number("CLOCK_SHIFT_SECONDS") : 0;
}

int clock_gettime(clockid_t clock, struct timespec *told) {
    int done = (int)syscall(SYS_clock_gettime, clock, told);
    if (done == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE))
        told->tv_sec += shift();
    return done;
}

time_t time(time_t *told) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (told)
        *told = now.tv_sec;
    return now.tv_sec;
}

int gettimeofday(struct timeval *told, void *zone) {
    struct timespec now;
    (void)zone;
    clock_gettime(CLOCK_REALTIME, &now);
    told->tv_sec = now.tv_sec;
    told->tv_usec = now.tv_nsec / 1000;
    return 0;
}
