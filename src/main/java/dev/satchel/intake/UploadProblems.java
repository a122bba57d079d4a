package dev.satchel.intake;

import dev.satchel.codec.Fault;
import dev.satchel.codec.MalformedUploadException;
import dev.satchel.problem.ProblemCode;
import dev.satchel.problem.ProblemException;

/** Tells the caller of what the codec found. */
final class UploadProblems {

  private UploadProblems() {}

  static ProblemException of(MalformedUploadException malformed) {
    return new ProblemException(
        code(malformed.fault()), malformed.path(), String.valueOf(malformed.getMessage()));
  }

  private static ProblemCode code(Fault fault) {
    return switch (fault) {
      case INVALID_JSON -> ProblemCode.INVALID_JSON;
      case INVALID_MULTIPART -> ProblemCode.INVALID_MULTIPART;
      case INVALID_ENCODING -> ProblemCode.INVALID_ENCODING;
      case DUPLICATE_MEMBER -> ProblemCode.DUPLICATE_MEMBER;
      case MISSING_MEMBER -> ProblemCode.MISSING_MEMBER;
      case WRONG_TYPE -> ProblemCode.WRONG_TYPE;
      case INVALID_BASE64 -> ProblemCode.INVALID_BASE64;
      case INVALID_VALUE -> ProblemCode.INVALID_VALUE;
      case UNSUPPORTED_TEXT -> ProblemCode.UNSUPPORTED_TEXT;
      case TEXT_TOO_LONG -> ProblemCode.TEXT_TOO_LONG;
      case TEXT_EMPTY -> ProblemCode.TEXT_EMPTY;
      case TOO_MANY_FILES -> ProblemCode.TOO_MANY_FILES;
      case NO_FILES -> ProblemCode.NO_FILES;
      case FILE_TOO_LARGE -> ProblemCode.FILE_TOO_LARGE;
      case TOO_DEEP -> ProblemCode.TOO_DEEP;
    };
  }
}
