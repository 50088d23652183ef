package io.triggergateway.ui;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;

/** Pictures of pages with the 256 colours that they have most of, at a third of the bytes. */
final class SmallPicture {
    private static final int COLOURS = 256;
    private static final int RGB = 0xffffff;

    private SmallPicture() {}

    static void write(byte[] png, Path file) throws IOException {
        var picture = ImageIO.read(new ByteArrayInputStream(png));
        var palette = palette(picture);
        var small = new BufferedImage(
                picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_BYTE_INDEXED, model(palette));
        var known = new HashMap<Integer, Integer>();
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                int index = known.computeIfAbsent(picture.getRGB(x, y) & RGB, colour -> nearest(palette, colour));
                small.getRaster().setSample(x, y, 0, index);
            }
        }
        Files.createDirectories(file.getParent());
        var writer = ImageIO.getImageWritersByFormatName("png").next();
        try (var out = ImageIO.createImageOutputStream(Files.newOutputStream(file))) {
            var parameters = writer.getDefaultWriteParam();
            parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            parameters.setCompressionQuality(0);
            writer.setOutput(out);
            writer.write(null, new IIOImage(small, null, null), parameters);
        }
    }

    private static List<Integer> palette(BufferedImage picture) {
        var counts = new HashMap<Integer, Integer>();
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                counts.merge(picture.getRGB(x, y) & RGB, 1, Integer::sum);
            }
        }
        return counts.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(COLOURS)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static IndexColorModel model(List<Integer> palette) {
        var colours = palette.stream().mapToInt(Integer::intValue).toArray();
        return new IndexColorModel(8, colours.length, colours, 0, false, -1, java.awt.image.DataBuffer.TYPE_BYTE);
    }

    private static int nearest(List<Integer> palette, int colour) {
        int best = 0;
        long least = Long.MAX_VALUE;
        for (int i = 0; i < palette.size() && least > 0; i++) {
            long distance = distance(palette.get(i), colour);
            if (distance < least) {
                least = distance;
                best = i;
            }
        }
        return best;
    }

    private static long distance(int one, int other) {
        long distance = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
            long difference = (one >> shift & 255) - (other >> shift & 255);
            distance += difference * difference;
        }
        return distance;
    }
}
