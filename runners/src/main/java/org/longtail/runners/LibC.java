package org.longtail.runners;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.NativeLong;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.util.Map;
import org.longtail.schemas.FilePath;

/** The few functions of the C library that move a file descriptor. */
final class LibC {

  static {
    Native.register(
        NativeLibrary.getInstance(
            Platform.C_LIBRARY_NAME,
            Map.of(Library.OPTION_STRING_ENCODING, FilePath.encoding().name())));
  }

  private LibC() {}

  static native int dup(int descriptor);

  static native int dup2(int from, int to);

  static native int close(int descriptor);

  static native NativeLong write(int descriptor, byte[] bytes, NativeLong count);

  static native Pointer fopen(String path, String mode);

  static native int fileno(Pointer file);

  static native int fclose(Pointer file);
}
