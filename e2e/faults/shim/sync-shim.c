/*
 * LD_PRELOAD shim: writes down what a process asked of the disk below SHIM_ROOT, so that a power cut can be played afterwards.
 *
 * SHIM_LOG    the log. One line for each event, fields separated by spaces; paths hold none.
 * SHIM_GRAVE  a directory on the same file system: what is unlinked or replaced keeps a second name there.
 * SHIM_FAIL_AT=n, SHIM_FAIL_COUNT=m  fdatasync number n and the m - 1 after it fail with EIO, and sync nothing.
 *
 * A size is taken before the sync is called and logged after it has returned: never more than what was synced.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static const char *root;
static const char *grave;
static size_t root_length;
static int log_fd = -1;
static long fail_at;
static long fail_count = 1;
static long datasyncs;
static long graves;

#define REAL(name) static __typeof__(&name) real; if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

__attribute__((constructor)) static void begin(void) {
  const char *path = getenv("SHIM_LOG");
  root = getenv("SHIM_ROOT");
  grave = getenv("SHIM_GRAVE");
  if (!path || !root || !grave) return;
  root_length = strlen(root);
  if (getenv("SHIM_FAIL_AT")) fail_at = atol(getenv("SHIM_FAIL_AT"));
  if (getenv("SHIM_FAIL_COUNT")) fail_count = atol(getenv("SHIM_FAIL_COUNT"));
  REAL(open);
  log_fd = real(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static int is_ours(const char *path) {
  return log_fd >= 0 && path && strncmp(path, root, root_length) == 0 && (path[root_length] == '/' || path[root_length] == 0);
}

__attribute__((format(printf, 1, 2))) static void say(const char *format, ...) {
  char line[3 * PATH_MAX];
  va_list values;
  va_start(values, format);
  int length = vsnprintf(line, sizeof line, format, values);
  va_end(values);
  if (length > 0 && write(log_fd, line, (size_t)length) != length) abort();
}

static int path_of(int fd, char *path) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, PATH_MAX - 1);
  if (length <= 0) return 0;
  path[length] = 0;
  return is_ours(path);
}

/* A second name for what is about to lose its own; 0 where there is nothing. */
static long bury(const char *path) {
  char name[PATH_MAX];
  snprintf(name, sizeof name, "%s/%d-%ld", grave, getpid(), graves + 1);
  if (link(path, name) != 0) return 0;
  return ++graves;
}

static int sync_with(int (*real)(int), int fd, int is_data) {
  int saved;
  char path[PATH_MAX];
  struct stat before;
  if (log_fd < 0 || fstat(fd, &before) != 0 || !path_of(fd, path)) return real(fd);
  if (is_data) {
    pthread_mutex_lock(&lock);
    long number = ++datasyncs;
    int fails = fail_at > 0 && number >= fail_at && number < fail_at + fail_count;
    if (fails) say("fail %ld %lu %s\n", number, (unsigned long)before.st_ino, path);
    pthread_mutex_unlock(&lock);
    if (fails) {
      errno = EIO;
      return -1;
    }
  }
  int result = real(fd);
  saved = errno;
  if (result == 0) {
    pthread_mutex_lock(&lock);
    say("%s %lu %lld %s\n", S_ISDIR(before.st_mode) ? "dirsync" : "sync", (unsigned long)before.st_ino, (long long)before.st_size, path);
    pthread_mutex_unlock(&lock);
  }
  errno = saved;
  return result;
}

int fsync(int fd) {
  REAL(fsync);
  return sync_with(real, fd, 0);
}

int fdatasync(int fd) {
  REAL(fdatasync);
  return sync_with(real, fd, 1);
}

/* Before a file is opened for writing: whether it is there. */
static int is_there(const char *path) {
  struct stat found;
  return stat(path, &found) == 0;
}

/* After: what the opening did to the directory, or to the file. Called under the lock. */
static void opened(const char *path, int was_there, int truncates) {
  struct stat found;
  if (stat(path, &found) != 0) return;
  if (!was_there) say("create %lu %s\n", (unsigned long)found.st_ino, path);
  else if (truncates) say("truncate %lu %s\n", (unsigned long)found.st_ino, path);
}

#define OPEN(name)                                                        \
  int name(const char *path, int flags, ...) {                            \
    mode_t mode = 0;                                                      \
    if (flags & (O_CREAT | O_TMPFILE)) {                                  \
      va_list values;                                                     \
      va_start(values, flags);                                            \
      mode = va_arg(values, mode_t);                                      \
      va_end(values);                                                     \
    }                                                                     \
    REAL(name);                                                           \
    if (!(flags & (O_CREAT | O_TRUNC)) || !is_ours(path)) return real(path, flags, mode); \
    pthread_mutex_lock(&lock);                                            \
    int was_there = is_there(path);                                       \
    int fd = real(path, flags, mode);                                     \
    int saved = errno;                                                    \
    if (fd >= 0) opened(path, was_there, flags & O_TRUNC);                \
    pthread_mutex_unlock(&lock);                                          \
    errno = saved;                                                        \
    return fd;                                                            \
  }
OPEN(open)
OPEN(open64)

#define FOPEN(name)                                                       \
  FILE *name(const char *path, const char *mode) {                        \
    REAL(name);                                                           \
    if (mode[0] == 'r' || !is_ours(path)) return real(path, mode);        \
    pthread_mutex_lock(&lock);                                            \
    int was_there = is_there(path);                                       \
    FILE *file = real(path, mode);                                        \
    int saved = errno;                                                    \
    if (file) opened(path, was_there, mode[0] == 'w');                    \
    pthread_mutex_unlock(&lock);                                          \
    errno = saved;                                                        \
    return file;                                                          \
  }
FOPEN(fopen)
FOPEN(fopen64)

int mkdir(const char *path, mode_t mode) {
  REAL(mkdir);
  if (!is_ours(path)) return real(path, mode);
  pthread_mutex_lock(&lock);
  int result = real(path, mode);
  int saved = errno;
  if (result == 0) say("mkdir %s\n", path);
  pthread_mutex_unlock(&lock);
  errno = saved;
  return result;
}

int rmdir(const char *path) {
  REAL(rmdir);
  if (!is_ours(path)) return real(path);
  pthread_mutex_lock(&lock);
  int result = real(path);
  int saved = errno;
  if (result == 0) say("rmdir %s\n", path);
  pthread_mutex_unlock(&lock);
  errno = saved;
  return result;
}

int unlink(const char *path) {
  REAL(unlink);
  if (!is_ours(path)) return real(path);
  pthread_mutex_lock(&lock);
  long buried = bury(path);
  int result = real(path);
  int saved = errno;
  if (result == 0) say("unlink %d-%ld %s\n", getpid(), buried, path);
  pthread_mutex_unlock(&lock);
  errno = saved;
  return result;
}

int rename(const char *from, const char *to) {
  REAL(rename);
  if (!is_ours(from) && !is_ours(to)) return real(from, to);
  pthread_mutex_lock(&lock);
  long buried = bury(to);
  int result = real(from, to);
  int saved = errno;
  if (result == 0) say("rename %d-%ld %s %s\n", getpid(), buried, from, to);
  pthread_mutex_unlock(&lock);
  errno = saved;
  return result;
}
