package dev.satchel.image.system;

import dev.satchel.foreign.CMemory;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A program for seccomp(2), in the classic BPF of the kernel: which calls a process may make that
 * does nothing but decode. It may read files, start threads and use its pipes; it may not reach a
 * network, start programs, write files or touch other processes.
 */
final class CallFilter {

  private static final int LOAD = 0x20; // BPF_LD | BPF_W | BPF_ABS
  private static final int IF_EQUAL = 0x15; // BPF_JMP | BPF_JEQ | BPF_K
  private static final int IF_AT_LEAST = 0x35; // BPF_JMP | BPF_JGE | BPF_K
  private static final int IF_ANY_BIT = 0x45; // BPF_JMP | BPF_JSET | BPF_K
  private static final int RETURN = 0x06; // BPF_RET | BPF_K

  private static final int ALLOW = 0x7FFF0000;
  private static final int NOT_PERMITTED = 0x00050001; // EPERM
  private static final int NOT_IMPLEMENTED = 0x00050026; // ENOSYS: the caller uses clone instead

  /** Offsets in what a filter sees of a call ({@code struct seccomp_data}). */
  private static final int NUMBER = 0;

  private static final int ARCHITECTURE = 4;
  private static final int ARGUMENTS = 16;

  private static final int CLONE3 = 435;
  private static final int A_THREAD = 0x00010000; // CLONE_THREAD
  private static final int WRITES = 1 | 2 | 0x40 | 0x200; // O_WRONLY, O_RDWR, O_CREAT, O_TRUNC

  /** F_SETOWN, F_SETSIG and F_SETOWN_EX: by them a file sends signals to another process. */
  private static final int[] SIGNALS_OF_FILES = {8, 10, 15};

  private static final int ITSELF = 0; // instead of the id of a process

  private static final int INSTRUCTION = 8;

  private final ByteBuffer program = ByteBuffer.allocate(4096).order(ByteOrder.nativeOrder());

  private CallFilter() {}

  /** The program of a process of this id. */
  static CallFilter of(SystemCalls calls, int process) {
    var filter = new CallFilter();
    filter.onlyOf(calls);
    for (int call : calls.refused()) {
      filter.answer(call, NOT_PERMITTED);
    }
    filter.answer(CLONE3, NOT_IMPLEMENTED);
    filter.allowWhere(calls.startThread(), IF_ANY_BIT, 0, A_THREAD);
    filter.allowWhere(calls.signalThread(), IF_EQUAL, 0, process);
    filter.allowWhere(calls.limit(), IF_EQUAL, 0, ITSELF);
    filter.refuseValues(calls.control(), 1, SIGNALS_OF_FILES);
    filter.refuseWhere(calls.openAt(), 2, WRITES);
    if (calls.open() >= 0) {
      filter.refuseWhere(calls.open(), 1, WRITES);
    }
    filter.add(RETURN, 0, 0, ALLOW);
    return filter;
  }

  /** The program as the kernel takes it ({@code struct sock_fprog}). */
  MemorySegment in(Arena arena) {
    MemorySegment instructions = arena.allocate(program.position(), INSTRUCTION);
    instructions.copyFrom(MemorySegment.ofArray(program.array()).asSlice(0, program.position()));
    MemorySegment head = CMemory.words(arena, 2);
    CMemory.setWord(head, 0, 0);
    head.asByteBuffer()
        .order(ByteOrder.nativeOrder())
        .putShort(0, (short) (program.position() / INSTRUCTION));
    CMemory.setWord(head, 1, instructions.address());
    return head;
  }

  private void onlyOf(SystemCalls calls) {
    add(LOAD, 0, 0, ARCHITECTURE);
    add(IF_EQUAL, 1, 0, calls.architecture());
    add(RETURN, 0, 0, NOT_PERMITTED);
    add(LOAD, 0, 0, NUMBER);
    if (calls.firstOfAnotherKind() != 0) {
      add(IF_AT_LEAST, 0, 1, calls.firstOfAnotherKind());
      add(RETURN, 0, 0, NOT_PERMITTED);
    }
  }

  private void answer(int found, int answer) {
    add(IF_EQUAL, 0, 1, found);
    add(RETURN, 0, 0, answer);
  }

  private void allowWhere(int call, int test, int argument, int value) {
    onlyFor(call, test, argument, value, ALLOW, NOT_PERMITTED);
  }

  private void refuseWhere(int call, int argument, int bits) {
    onlyFor(call, IF_ANY_BIT, argument, bits, NOT_PERMITTED, ALLOW);
  }

  private void refuseValues(int call, int argument, int... values) {
    add(IF_EQUAL, 0, 2 + 2 * values.length, call);
    add(LOAD, 0, 0, ARGUMENTS + Long.BYTES * argument);
    for (int value : values) {
      answer(value, NOT_PERMITTED);
    }
    add(RETURN, 0, 0, ALLOW);
  }

  /** Of an argument its lower half is looked at, as the kernel does with flags and ids. */
  private void onlyFor(int call, int test, int argument, int value, int then, int otherwise) {
    add(IF_EQUAL, 0, 4, call);
    add(LOAD, 0, 0, ARGUMENTS + Long.BYTES * argument);
    add(test, 0, 1, value);
    add(RETURN, 0, 0, then);
    add(RETURN, 0, 0, otherwise);
  }

  private void add(int code, int ifTrue, int ifFalse, int operand) {
    program.putShort((short) code).put((byte) ifTrue).put((byte) ifFalse).putInt(operand);
  }
}
