package io.attestream.collector.ingest;

import static java.nio.file.StandardOpenOption.DELETE_ON_CLOSE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.attestream.evidence.leaf.LeafKey;
import io.attestream.protocol.v1.Put;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.slf4j.LoggerFactory;

/**
 * Puts of one commit in a temporary file, of which memory holds only key and place. Written first, read
 * after {@link #finish}, removed by {@link #close}.
 */
final class PutSpill implements AutoCloseable {
  private record Place(LeafKey key, long at, int length) {}

  private final String unit;
  private final FileChannel file;
  private final OutputStream out;
  private final List<Place> places = new ArrayList<>();
  private long written;

  /** @throws UncheckedIOException when the file cannot be made, as in every method here */
  PutSpill(Path directory, String unit) {
    this.unit = unit;
    try {
      Path path = Files.createTempFile(directory, "commit", ".puts");
      file = FileChannel.open(path, READ, WRITE, DELETE_ON_CLOSE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep a commit in " + directory, e);
    }
    out = new BufferedOutputStream(Channels.newOutputStream(file), 1 << 16);
  }

  void add(StagedPut put) {
    int length = put.put().getSerializedSize();
    try {
      put.put().writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep a commit in its temporary file", e);
    }
    places.add(new Place(put.key(), written, length));
    written += length;
  }

  void finish() {
    try {
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep a commit in its temporary file", e);
    }
    places.sort(Comparator.comparing(Place::key));
  }

  /** The puts, ascending by key. */
  Iterator<StagedPut> iterator() {
    return places.stream().map(this::read).iterator();
  }

  private StagedPut read(Place place) {
    ByteBuffer bytes = ByteBuffer.allocate(place.length());
    try {
      while (bytes.hasRemaining()) {
        if (file.read(bytes, place.at() + bytes.position()) < 0) {
          throw new EOFException("the temporary file of a commit is cut off");
        }
      }
      return PutReader.read(Put.parseFrom(bytes.flip()), unit, "put of key " + place.key());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the temporary file of a commit", e);
    }
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      LoggerFactory.getLogger(PutSpill.class)
          .warn("cannot remove the temporary file of a commit: {}", e.getMessage());
    }
  }
}
