package org.longtail.runners;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where a process listens, as Linux tells in {@code /proc}. */
final class ListeningSockets {

  private static final String LISTENING = "0A";
  private static final String BOUND = "07";
  private static final int LOCAL_ADDRESS = 1;
  private static final int STATE = 3;
  private static final int INODE = 9;

  private ListeningSockets() {}

  /** Whether this machine tells. */
  static boolean told() {
    return Files.isReadable(Path.of("/proc/self/net/tcp"));
  }

  /** The addresses at which a process takes connections or datagrams. */
  static List<InetAddress> of(long pid) throws IOException {
    Path process = Path.of("/proc", Long.toString(pid));
    Set<String> own = inodes(process.resolve("fd"));
    List<InetAddress> addresses = new ArrayList<>();
    for (String table : List.of("tcp", "tcp6", "udp", "udp6")) {
      String state = table.startsWith("tcp") ? LISTENING : BOUND;
      Path file = process.resolve("net").resolve(table);
      if (Files.exists(file)) {
        Files.readAllLines(file).stream()
            .skip(1)
            .map(line -> line.strip().split("\\s+"))
            .filter(socket -> socket[STATE].equals(state) && own.contains(socket[INODE]))
            .forEach(socket -> addresses.add(address(socket[LOCAL_ADDRESS])));
      }
    }
    return addresses;
  }

  private static Set<String> inodes(Path descriptors) throws IOException {
    try (Stream<Path> links = Files.list(descriptors)) {
      return links
          .map(ListeningSockets::target)
          .filter(target -> target.startsWith("socket:["))
          .map(target -> target.substring("socket:[".length(), target.length() - 1))
          .collect(Collectors.toSet());
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (NoSuchFileException e) {
      return ""; // closed meanwhile
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Words of four bytes in the machine's order, as hexadecimal digits, then the port. */
  private static InetAddress address(String hexadecimal) {
    byte[] words = HexFormat.of().parseHex(hexadecimal.substring(0, hexadecimal.indexOf(':')));
    ByteBuffer network = ByteBuffer.allocate(words.length);
    ByteBuffer machine = ByteBuffer.wrap(words).order(ByteOrder.nativeOrder());
    while (machine.hasRemaining()) {
      network.putInt(machine.getInt());
    }
    try {
      return InetAddress.getByAddress(network.array());
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }
}
