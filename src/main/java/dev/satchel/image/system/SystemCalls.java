package dev.satchel.image.system;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The numbers of the calls to Linux that a filter tells apart.
 *
 * @param architecture as the kernel names it to filters ({@code AUDIT_ARCH_*} of audit.h)
 * @param firstOfAnotherKind the lowest number by which calls are made in another way; 0 for none
 * @param seccomp sets a filter
 * @param startThread makes a thread or a process (clone)
 * @param open opens a file by a path alone; negative where there is none
 * @param openAt opens a file
 * @param signalThread sends a signal to a thread of a process (tgkill)
 * @param control changes a file that is open (fcntl)
 * @param limit sets limits of a process (prlimit64)
 * @param refused that no decoder has a use for
 */
record SystemCalls(
    int architecture,
    int firstOfAnotherKind,
    int seccomp,
    int startThread,
    int open,
    int openAt,
    int signalThread,
    int control,
    int limit,
    List<Integer> refused) {

  /**
   * By name and number: networks, programs, signals, changed files, other processes, the kernel.
   */
  private static final String OF_AMD64 =
      """
      socket=41 connect=42 accept=43 sendto=44 sendmsg=46 bind=49 listen=50 socketpair=53
      accept4=288
      fork=57 vfork=58 execve=59 execveat=322
      kill=62 tkill=200 rt_sigqueueinfo=129 rt_tgsigqueueinfo=297 pidfd_send_signal=424
      creat=85 openat2=437 truncate=76 chmod=90 fchmodat=268 mkdir=83 mkdirat=258 rmdir=84
      unlink=87 unlinkat=263 rename=82 renameat=264 renameat2=316 link=86 linkat=265
      symlink=88 symlinkat=266 mknod=133 mknodat=259 fchmod=91 fchmodat2=452
      chown=92 fchown=93 lchown=94 fchownat=260 utime=132 utimes=235 futimesat=261 utimensat=280
      setxattr=188 lsetxattr=189 fsetxattr=190 removexattr=197 lremovexattr=198 fremovexattr=199
      kcmp=312 process_madvise=440 migrate_pages=256 move_pages=279
      ptrace=101 process_vm_readv=310 process_vm_writev=311 pidfd_open=434 pidfd_getfd=438
      mount=165 umount2=166 pivot_root=155 chroot=161 unshare=272 setns=308 open_tree=428
      move_mount=429 fsopen=430 fsconfig=431 fsmount=432 fspick=433 mount_setattr=442
      name_to_handle_at=303 open_by_handle_at=304 init_module=175 finit_module=313
      delete_module=176 reboot=169 swapon=167 swapoff=168 sethostname=170 setdomainname=171
      settimeofday=164 clock_settime=227 adjtimex=159 clock_adjtime=305
      kexec_load=246 kexec_file_load=320 keyctl=250 add_key=248 request_key=249 bpf=321
      perf_event_open=298 userfaultfd=323 io_uring_setup=425
      shmget=29 shmat=30 memfd_create=319
      """;

  private static final String OF_AARCH64 =
      """
      socket=198 connect=203 accept=202 sendto=206 sendmsg=211 bind=200 listen=201
      socketpair=199 accept4=242
      execve=221 execveat=281
      kill=129 tkill=130 rt_sigqueueinfo=138 rt_tgsigqueueinfo=240 pidfd_send_signal=424
      openat2=437 truncate=45 fchmodat=53 mkdirat=34 unlinkat=35 renameat=38 renameat2=276
      linkat=37 symlinkat=36 mknodat=33 fchmod=52 fchmodat2=452 fchown=55 fchownat=54 utimensat=88
      setxattr=5 lsetxattr=6 fsetxattr=7 removexattr=14 lremovexattr=15 fremovexattr=16
      kcmp=272 process_madvise=440 migrate_pages=238 move_pages=239
      ptrace=117 process_vm_readv=270 process_vm_writev=271 pidfd_open=434 pidfd_getfd=438
      mount=40 umount2=39 pivot_root=41 chroot=51 unshare=97 setns=268 open_tree=428
      move_mount=429 fsopen=430 fsconfig=431 fsmount=432 fspick=433 mount_setattr=442
      name_to_handle_at=264 open_by_handle_at=265 init_module=105 finit_module=273
      delete_module=106 reboot=142 swapon=224 swapoff=225 sethostname=161 setdomainname=162
      settimeofday=170 clock_settime=112 adjtimex=171 clock_adjtime=266
      kexec_load=104 kexec_file_load=294 keyctl=219 add_key=217 request_key=218 bpf=280
      perf_event_open=241 userfaultfd=282 io_uring_setup=425
      shmget=194 shmat=196 memfd_create=279
      """;

  /** Of the architectures that we know (unistd.h of each). */
  static Optional<SystemCalls> ofThisMachine() {
    return switch (System.getProperty("os.arch", "")) {
      // 0x40000000 is the first call of the x32 ABI.
      case "amd64" ->
          Optional.of(
              new SystemCalls(
                  0xC000003E, 0x40000000, 317, 56, 2, 257, 234, 72, 302, numbers(OF_AMD64)));
      case "aarch64" ->
          Optional.of(
              new SystemCalls(0xC00000B7, 0, 277, 220, -1, 56, 131, 25, 261, numbers(OF_AARCH64)));
      default -> Optional.empty();
    };
  }

  private static List<Integer> numbers(String calls) {
    return Arrays.stream(calls.split("\\s+"))
        .map(call -> Integer.valueOf(call.substring(call.indexOf('=') + 1)))
        .toList();
  }
}
