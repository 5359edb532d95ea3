package org.longtail.runners;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import oshi.SystemInfo;
import oshi.software.os.InternetProtocolStats.IPConnection;
import oshi.software.os.InternetProtocolStats.TcpState;

/** Where a process listens, as the operating system tells. */
final class ListeningSockets {

  private ListeningSockets() {}

  /** The addresses at which a process takes connections or datagrams. */
  static List<InetSocketAddress> of(long pid) {
    return new SystemInfo()
        .getOperatingSystem().getInternetProtocolStats().getConnections().stream()
            .filter(socket -> socket.getowningProcessId() == pid)
            .filter(ListeningSockets::listens)
            .map(ListeningSockets::address)
            .toList();
  }

  private static boolean listens(IPConnection socket) {
    return socket.getState() == TcpState.LISTEN || socket.getType().startsWith("udp");
  }

  private static InetSocketAddress address(IPConnection socket) {
    try {
      return new InetSocketAddress(
          InetAddress.getByAddress(socket.getLocalAddress()), socket.getLocalPort());
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  /** Whether nobody on another machine reaches an address. */
  static boolean ofThisMachine(InetSocketAddress address) {
    return address.getAddress().isLoopbackAddress();
  }
}
